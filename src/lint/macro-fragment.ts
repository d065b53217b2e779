import { compileSearch } from '../compile/compile.js';
import type { Diagnostic } from '../diagnostics/diagnostic.js';
import type { MacroDefinition, MacroResolver } from '../macros/macro-definition.js';
import { DerivedText } from '../source/derived-text.js';
import { rootPlace } from '../source/origin-map.js';
import { span } from '../source/span.js';
import { commandWords } from '../syntax/command-words.js';

type Place = readonly [before: string, behind: string];

/** Where commands stand: behind others, or first. */
const ofCommands: readonly Place[] = [
  ['* | ', ''],
  ['| ', ''],
  ['| tstats count ', ''],
];
/** What else may stand for a macro: terms of a search, arguments of commands, lists. */
const ofOthers: readonly Place[] = [
  ['', ''],
  ['* | where ', ''],
  ['* | eval x=', ''],
  ['* | eval ', ''],
  ['* | stats ', ''],
  ['* | stats count ', ''],
  ['* | table ', ''],
  ['* | rename ', ''],
  ['| tstats count ', ''],
  ['| tstats count from datamodel=Endpoint.Processes ', ''],
  ['x IN (', ')'],
];

/**
 * Why the text of a macro cannot be a part of any search: what is wrong with it as commands where a command begins it, otherwise as
 * terms. Undefined where it fits anywhere, or where that depends on what an argument is.
 */
export function brokenFragment(macro: MacroDefinition, macros: MacroResolver): Diagnostic | undefined {
  const { definition } = macro;
  if (definition.text.trim() === '') return undefined;
  const isCommand = commandWords.has(/^\s*(\w+)\s/.exec(definition.text)?.[1] ?? '');
  let told: Diagnostic | undefined;
  for (const [before, behind] of isCommand ? ofCommands : ofOthers) {
    const derived = new DerivedText();
    derived.put(before, definition, span(0, 0));
    derived.copy(definition, 0, definition.text.length);
    derived.put(behind, definition, span(definition.text.length, definition.text.length));
    const written = derived.toSource(definition.name, { source: definition, span: span(0, 0) });
    const { diagnostics } = compileSearch(written, { macros });
    const found = diagnostics.find(({ severity, code }) => severity === 'error' && code !== 'unsupported');
    if (found === undefined || dependsOnArgument(found, macro)) return undefined;
    told ??= found;
  }
  return told;
}

/** Whether an argument stands where the mistake is, or in front of it: it may bring what is missed. */
function dependsOnArgument({ primary, code }: Diagnostic, { args, definition }: MacroDefinition): boolean {
  if (/^macro-/.test(code) || primary === undefined) return true;
  const { source, span: at } = rootPlace(primary.source, primary.span);
  const whole = rootPlace(definition, span(0, definition.text.length));
  if (source !== whole.source) return true;
  const text = source.text.slice(whole.span.start, at.end);
  return args.some((arg) => text.includes(`$${arg}$`));
}
