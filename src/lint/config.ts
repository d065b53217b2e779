import type { CatalogMacro } from '../content/catalog-macro.js';
import { macroOf } from '../content/catalog-macro.js';
import { readDocument } from '../content/document.js';
import { MapReader } from '../content/map-reader.js';
import type { SchemaValidator } from '../content/schema/validator.js';
import { codes } from '../diagnostics/codes.js';
import { type Diagnostic, diagnostic, type Label, type Severity } from '../diagnostics/diagnostic.js';
import { rootPlace } from '../source/origin-map.js';
import type { Source } from '../source/source.js';
import { didYouMean, suggest } from '../support/suggest.js';
import { compileWildcard } from '../values/wildcard.js';
import type { LintDiagnostic } from './define.js';
import { lintRules } from './index.js';

/** What a repository says about its checks in `escudo.yml`. */
export interface LintConfig {
  readonly severities: ReadonlyMap<string, Severity | 'off'>;
  /** Whether the configuration hides a finding; the entry then counts as used. */
  ignores(found: LintDiagnostic): boolean;
  /** Findings about entries that hid nothing. */
  unusedIgnores(): LintDiagnostic[];
  /** What other apps bring. */
  readonly provided: {
    readonly macros: readonly CatalogMacro[];
    readonly lookups: ReadonlySet<string>;
    readonly dataModels: ReadonlySet<string>;
  };
  /** Content roots, relative to the configuration file. */
  readonly content: readonly string[];
}

/** The configuration of a repository that has none. */
export const defaultConfig: LintConfig = {
  severities: new Map(),
  ignores: () => false,
  unusedIgnores: () => [],
  provided: { macros: [], lookups: new Set(), dataModels: new Set() },
  content: [],
};

interface Ignore {
  readonly rule: string;
  readonly reason: string;
  readonly fits: (path: string) => boolean;
  readonly at: Label;
  used: boolean;
}

/** Reads `escudo.yml`; what is wrong with it is reported, and the rest of it counts. */
export function readLintConfig(
  file: Source,
  validator: SchemaValidator,
): { config: LintConfig; diagnostics: Diagnostic[] } {
  const document = readDocument(file);
  const diagnostics: Diagnostic[] = [...document.diagnostics];
  if (document.root === undefined) return { config: defaultConfig, diagnostics };
  diagnostics.push(...validator.validate(document.file, document.root, 'escudo'));
  const map = new MapReader(document.file, document.root, []);
  const rules = map.map('rules');
  const severities = new Map<string, Severity | 'off'>();
  for (const id of rules?.node.entries.keys() ?? []) {
    const level = rules?.trimmed(id);
    if (level === 'off' || level === 'info' || level === 'warning' || level === 'error') severities.set(id, level);
    // YAML 1.1 readers take `off` for false; so may an editor that writes the file anew.
    else if (level === 'false') severities.set(id, 'off');
    if (!knownIds.has(id)) diagnostics.push(unknownRule(id, document.file, rules!));
  }
  const ignores = map.maps('ignore').flatMap((each): Ignore[] => {
    const rule = each.trimmed('rule');
    const reason = each.trimmed('reason');
    if (rule === '' || reason === '') return [];
    const patterns = each
      .texts('paths')
      .map((pattern) => compileWildcard(`*${pattern.trim()}`, { caseSensitive: true }));
    return [
      {
        rule,
        reason,
        fits: (path) => patterns.length === 0 || patterns.some((pattern) => pattern(path)),
        at: each.at('rule'),
        used: false,
      },
    ];
  });
  const provided = map.map('provided');
  return {
    config: {
      severities,
      ignores: (found) => {
        const path = found.primary === undefined ? '' : rootPlace(found.primary.source, found.primary.span).source.name;
        const hit = ignores.filter((each) => each.rule === found.code && each.fits(path));
        for (const each of hit) each.used = true;
        return hit.length > 0;
      },
      unusedIgnores: () =>
        ignores
          .filter((each) => !each.used)
          .map(
            (each): LintDiagnostic => ({
              code: 'suppression-unused',
              severity: severities.get('suppression-unused') === 'error' ? 'error' : 'warning',
              message: `This entry hides no finding of \`${each.rule}\`.`,
              primary: each.at,
              related: [],
              help: helpForUnused([each.rule]),
              fixes: [],
            }),
          ),
      provided: {
        macros: readMacros(provided),
        lookups: new Set(provided?.texts('lookups') ?? []),
        dataModels: new Set(provided?.texts('datamodels') ?? []),
      },
      content: map.texts('content'),
    },
    diagnostics,
  };
}

/** What findings can be named by. */
export const knownIds: ReadonlySet<string> = new Set([
  ...lintRules.map((rule) => rule.id),
  ...Object.keys(codes),
  'suppression-unused',
  'suppression-without-reason',
]);

/** What to do about a suppression that hides nothing: correct the rules in it that do not exist, or remove it. */
export function helpForUnused(rules: readonly string[]): string[] {
  const unknown = rules.find((id) => !knownIds.has(id));
  if (unknown === undefined) return ['Remove it: what it was for is gone, or stands elsewhere.'];
  return [`There is no rule or code \`${unknown}\`.`, ...didYouMean(suggest(unknown, knownIds, 1))];
}

function unknownRule(id: string, file: Source, rules: MapReader): Diagnostic {
  const at = { source: file, span: rules.node.entries.get(id)!.key };
  const help = didYouMean(suggest(id, knownIds));
  return diagnostic('content-schema', { path: 'rules', problem: `there is no rule or code \`${id}\`` }, { at, help });
}

/** `- name` stands for a macro of which nothing else is known; `- {name, arguments, definition}` says more. */
function readMacros(provided: MapReader | undefined): CatalogMacro[] {
  const list = provided?.node.entries.get('macros')?.value;
  if (provided === undefined || list?.kind !== 'list') return [];
  return list.items.flatMap((item): CatalogMacro[] => {
    // `name(1)`, as Splunk calls a macro with an argument, is one of that name.
    if (item.kind === 'scalar') return [unknownMacro(item.text.trim().replace(/\(.*\)$/, ''), [])];
    if (item.kind !== 'map') return [];
    const map = new MapReader(provided.file, item, []);
    const name = map.trimmed('name');
    if (name === '') return [];
    const definition = map.text('definition');
    const args = map.texts('arguments');
    return [definition === undefined ? unknownMacro(name, args) : macroOf(name, args, definition, 'generated')];
  });
}

function unknownMacro(name: string, args: readonly string[]): CatalogMacro {
  return { ...macroOf(name, args, '', 'generated'), isUnknown: true };
}
