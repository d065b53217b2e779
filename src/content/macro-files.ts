import { type Diagnostic, diagnostic } from '../diagnostics/diagnostic.js';
import { DerivedText } from '../source/derived-text.js';
import { createSource, type Source } from '../source/source.js';
import { span } from '../source/span.js';
import type { CatalogMacro } from './catalog-macro.js';
import { isTrueSetting, parseConf } from './conf-text.js';
import type { MapReader } from './map-reader.js';
import type { ContentOrigin } from './origin.js';

/** `macros/*.yml`: `{name, definition, arguments}`; undefined without name or definition. */
export function readMacro(map: MapReader, origin: ContentOrigin): CatalogMacro | undefined {
  const name = map.need('name')?.trim();
  const hasDefinition = map.need('definition') !== undefined;
  const definition = map.source('definition');
  if (name === undefined || !hasDefinition || definition === undefined) return undefined;
  const description = map.text('description')?.trim();
  const bare = name.replace(/\(\s*[0-9]+\s*\)$/, '');
  const args = map.texts('arguments').map((argument) => argument.trim());
  return { name: bare, args, definition, origin, ...(description === undefined ? {} : { description }) };
}

/** macros.conf: stanzas `[name]` and `[name(2)]` with `definition`, `args`, `iseval`, `validation`, `errormsg`. */
export function readMacrosConf(
  source: Source,
  origin: ContentOrigin,
): { macros: CatalogMacro[]; diagnostics: Diagnostic[] } {
  const { stanzas, diagnostics: problems } = parseConf(source);
  const diagnostics = [...problems];
  const macros: CatalogMacro[] = [];
  for (const stanza of stanzas) {
    if (stanza.name === 'default') continue;
    const problem = (text: string) =>
      diagnostics.push(diagnostic('conf-line', { problem: text }, { at: { source, span: stanza.at } }));
    const [, name, arity] = /^([^()]+?)\s*(?:\(\s*([0-9]{1,3})\s*\))?$/.exec(stanza.name) ?? [];
    const definition = stanza.settings.get('definition');
    const setting = (key: string) => stanza.settings.get(key)?.text;
    const args = (setting('args') ?? '').split(',').flatMap((each) => (each.trim() === '' ? [] : [each.trim()]));
    if (name === undefined) problem(`\`[${stanza.name}]\` is not a macro name`);
    else if (definition === undefined) problem(`the macro \`${name}\` has no definition`);
    else if (Number(arity ?? 0) !== args.length) {
      problem(
        `the macro \`${stanza.name}\` names ${args.length} ${args.length === 1 ? 'argument' : 'arguments'} in \`args\``,
      );
    } else {
      const validation = setting('validation');
      const errorMessage = setting('errormsg');
      const description = setting('description');
      macros.push({
        name,
        args,
        definition,
        origin,
        ...(isTrueSetting(setting('iseval') ?? '') ? { isEval: true } : {}),
        ...(validation === undefined || validation === '' ? {} : { validation }),
        ...(errorMessage === undefined ? {} : { errorMessage }),
        ...(description === undefined ? {} : { description }),
      });
    }
  }
  return { macros, diagnostics };
}

/** Reads a command-line macro: `name=definition` or `name(a,b)=definition`. */
export function parseMacroFlag(flag: string): { macro: CatalogMacro } | { diagnostic: Diagnostic } {
  const source = createSource('--macro', flag);
  const fail = (problem: string, start: number, end: number) => ({
    diagnostic: diagnostic('macro-flag', { problem }, { at: { source, span: span(start, end) } }),
  });
  const equals = flag.indexOf('=');
  if (equals === -1) return fail('expected `name=definition`', 0, flag.length);
  const head = flag.slice(0, equals).trim();
  const [, name, list] = /^([^\s()`|"',$=]+)\s*(?:\(([^()]*)\))?$/.exec(head) ?? [];
  if (name === undefined) return fail(`\`${head}\` is not \`name\` or \`name(argument, ...)\``, 0, equals);
  const args = list === undefined || list.trim() === '' ? [] : list.split(',').map((each) => each.trim());
  const wrong = args.find((each) => !/^[A-Za-z0-9_-]+$/.test(each));
  if (wrong !== undefined) return fail(`\`${wrong}\` is not a name for an argument`, 0, equals);
  if (new Set(args).size !== args.length) return fail('an argument is named twice', 0, equals);
  const text = new DerivedText();
  text.copy(source, equals + 1, flag.length);
  const definition = text.toSource(`<macro ${head}>`, { source, span: span(equals + 1, flag.length) });
  return { macro: { name, args, definition, origin: 'option' } };
}
