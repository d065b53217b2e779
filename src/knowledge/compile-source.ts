import { type Diagnostic, diagnostic } from '../diagnostics/diagnostic.js';
import type { CompiledExpression } from '../functions/context.js';
import { compileWildcard } from '../values/wildcard.js';
import type { ExtractionContext } from './automatic-extraction.js';
import { compileExtraction, type PatternSource } from './compile-extraction.js';
import type { RawExtraction } from './event-from-raw.js';
import type { NamedMatcher } from './extract/patterns.js';
import type { KnowledgeCompiler, SearchCondition } from './knowledge-compiler.js';
import type { Enumeration, SourceDefinition, TranslationTable } from './source-definition.js';

/** What one definition of a chain maps; the chain runs from the definition itself to its farthest ancestor. */
export interface MappingLevel {
  readonly aliases: ReadonlyMap<string, string>;
  readonly evals: ReadonlyMap<string, CompiledExpression>;
  readonly enumerations: ReadonlyMap<string, Enumeration>;
  readonly tables: readonly CompiledTable[];
}

export interface CompiledTable {
  readonly keys: readonly string[];
  readonly mode: TranslationTable['mode'];
  /** Fields that some row sets. */
  readonly targets: ReadonlySet<string>;
  readonly rows: readonly {
    readonly tests: readonly ((text: string) => boolean)[];
    readonly set: ReadonlyMap<string, string>;
  }[];
}

/** A source definition made ready, ancestors included. */
export interface CompiledSource {
  readonly definition: SourceDefinition;
  /** Position in the loaded order. */
  readonly order: number;
  readonly ancestors: ReadonlySet<string>;
  readonly conditions: readonly SearchCondition[];
  /** Fields the conditions compare; null when that is not known. */
  readonly conditionFields: readonly string[] | null;
  readonly levels: readonly MappingLevel[];
  /** Every field that some level maps. */
  readonly mapped: ReadonlySet<string>;
  readonly conditionalTags: readonly { readonly condition: SearchCondition; readonly tags: readonly string[] }[];
  /** Its own and its ancestors'. */
  readonly eventtypes: readonly string[];
  readonly sourcetypes: readonly ((text: string) => boolean)[];
  readonly sources: readonly ((text: string) => boolean)[];
  readonly format: SourceDefinition['match']['format'];
  readonly recognise: NamedMatcher | null;
  /** What an event that comes without metadata is given: its own or the nearest ancestor's. */
  readonly assign: SourceDefinition['match']['assign'];
  readonly sourceExpression: CompiledExpression | undefined;
  readonly extraction: RawExtraction | undefined;
}

export interface CompiledSources {
  readonly sources: readonly CompiledSource[];
  readonly diagnostics: readonly Diagnostic[];
}

/** Makes definitions ready. A part that does not compile is reported and left out; a condition that does not, takes its definition along. */
export function compileSources(
  definitions: readonly SourceDefinition[],
  compiler: KnowledgeCompiler,
  context: ExtractionContext,
): CompiledSources {
  const diagnostics: Diagnostic[] = [];
  const byId = new Map(definitions.map((definition) => [definition.id, definition]));
  const report = (path: string, detail: string): void => {
    diagnostics.push(diagnostic('knowledge-expression', { path, detail }));
  };
  const patterns = new Map<string, NamedMatcher | null>();
  const patternSource =
    (path: string): PatternSource =>
    (pattern) => {
      let matcher = patterns.get(pattern);
      if (matcher === undefined) {
        const compiled = compiler.pattern(pattern, path);
        if (!compiled.ok) report(path, compiled.detail);
        matcher = compiled.ok ? compiled.run : null;
        patterns.set(pattern, matcher);
      }
      return matcher;
    };
  const levels = new Map<string, MappingLevel>();
  const conditions = new Map<string, { run: SearchCondition; fields: readonly string[] | null } | null>();
  const condition = (text: string, path: string) => {
    let found = conditions.get(text);
    if (found === undefined) {
      const compiled = compiler.search(text, path);
      if (!compiled.ok) report(path, compiled.detail);
      found = compiled.ok ? { run: compiled.run, fields: compiled.fields ?? null } : null;
      conditions.set(text, found);
    }
    return found;
  };
  const sources: CompiledSource[] = [];
  definitions.forEach((definition, order) => {
    const chain = chainOf(definition, byId);
    const found = [...new Set(chain.flatMap((each) => each.match.condition ?? []))].map((text) =>
      condition(text, `${definition.id}.match.condition`),
    );
    if (found.includes(null)) return;
    const ready = found.filter((each) => each !== null);
    const mapping = chain.map((each) => {
      let level = levels.get(each.id);
      if (level === undefined) {
        level = compileLevel(each, compiler, report);
        levels.set(each.id, level);
      }
      return level;
    });
    const extracting = chain.find((each) => each.extraction !== undefined);
    const recognising = chain.find((each) => each.match.recognise !== undefined);
    const { match } = definition;
    const assign = chain.find((each) => Object.keys(each.match.assign).length > 0)?.match.assign ?? {};
    const expression = assign.sourceExpression;
    const path = `${definition.id}.match`;
    sources.push({
      definition,
      order,
      ancestors: new Set(chain.slice(1).map((each) => each.id)),
      conditions: ready.map((each) => each.run),
      conditionFields: ready.some((each) => each.fields === null)
        ? null
        : [...new Set(ready.flatMap((each) => each.fields ?? []))],
      levels: mapping,
      mapped: mappedFields(mapping),
      conditionalTags: definition.conditionalTags.flatMap((each) => {
        const compiled = condition(each.condition, `${definition.id}.conditional_tags`);
        return compiled === null ? [] : [{ condition: compiled.run, tags: each.tags }];
      }),
      eventtypes: [...new Set(chain.flatMap((each) => each.match.eventtypes))],
      sourcetypes: match.sourcetypes.map((each) => compileWildcard(each, { caseSensitive: false })),
      sources: match.sources
        .filter((each) => each !== '*')
        .map((each) => compileWildcard(each, { caseSensitive: false })),
      format: chain.find((each) => each.match.format !== undefined)?.match.format,
      recognise: recognising === undefined ? null : patternSource(path)(recognising.match.recognise!),
      assign,
      sourceExpression: expression === undefined ? undefined : compileOne(compiler, expression, path, report),
      extraction:
        extracting === undefined
          ? undefined
          : compileExtraction(extracting.extraction!, context, patternSource(`${extracting.id}.extraction`)),
    });
  });
  return { sources, diagnostics };
}

/** The definition, then its ancestors, nearest first. */
function chainOf(definition: SourceDefinition, byId: ReadonlyMap<string, SourceDefinition>): SourceDefinition[] {
  const chain = new Set<SourceDefinition>([definition]);
  for (const each of chain) {
    for (const parent of each.extends) {
      const found = byId.get(parent);
      if (found !== undefined) chain.add(found);
    }
  }
  return [...chain];
}

type Report = (path: string, detail: string) => void;

function compileOne(
  compiler: KnowledgeCompiler,
  text: string,
  path: string,
  report: Report,
): CompiledExpression | undefined {
  const compiled = compiler.expression(text, path);
  if (compiled.ok) return compiled.run;
  report(path, compiled.detail);
  return undefined;
}

function compileLevel(definition: SourceDefinition, compiler: KnowledgeCompiler, report: Report): MappingLevel {
  const evals = new Map<string, CompiledExpression>();
  for (const [field, text] of definition.evals) {
    const run = compileOne(compiler, text, `${definition.id}.evals.${field}`, report);
    if (run !== undefined) evals.set(field, run);
  }
  return {
    aliases: definition.aliases,
    evals,
    enumerations: definition.enumerations,
    tables: definition.tables.map(compileTable),
  };
}

function compileTable(table: TranslationTable): CompiledTable {
  return {
    keys: table.keys,
    mode: table.mode,
    targets: new Set(table.rows.flatMap((row) => [...row.set.keys()])),
    rows: table.rows.map((row) => ({
      set: row.set,
      tests: table.keys.map((key) => {
        const cells = row.when.get(key);
        if (cells === undefined) return () => true;
        if (!table.wildcard) {
          const exact = new Set(cells);
          return (text: string) => exact.has(text);
        }
        const tests = cells.map((cell) => compileWildcard(cell, { caseSensitive: false }));
        return (text: string) => tests.some((test) => test(text));
      }),
    })),
  };
}

function mappedFields(levels: readonly MappingLevel[]): Set<string> {
  const fields = new Set<string>();
  for (const level of levels) {
    for (const field of level.aliases.keys()) fields.add(field);
    for (const field of level.evals.keys()) fields.add(field);
    for (const field of level.enumerations.keys()) fields.add(field);
    for (const table of level.tables) for (const field of table.targets) fields.add(field);
  }
  return fields;
}
