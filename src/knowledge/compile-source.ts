import type { Diagnostic } from '../diagnostics/diagnostic.js';
import type { CompiledExpression } from '../functions/context.js';
import { once } from '../support/once.js';
import { compileWildcard } from '../values/wildcard.js';
import type { ExtractionContext } from './automatic-extraction.js';
import { compileExtraction } from './compile-extraction.js';
import { type CompiledSteps, compileSteps } from './compile-steps.js';
import type { RawExtraction } from './event-from-raw.js';
import type { NamedMatcher } from './extract/patterns.js';
import { FieldMapping } from './field-mapping.js';
import { allOf, type Condition, type KnowledgeCompiler, type SearchCondition } from './knowledge-compiler.js';
import { PartCompiler } from './part-compiler.js';
import type { Enumeration, SourceDefinition, TranslationTable } from './source-definition.js';

/** What one definition of a chain maps; the chain runs from the definition itself to its farthest ancestor. */
export interface MappingLevel {
  readonly aliases: ReadonlyMap<string, string>;
  readonly evals: ReadonlyMap<string, CompiledExpression>;
  readonly enumerations: ReadonlyMap<string, Enumeration>;
  readonly tables: readonly CompiledTable[];
}

/** A translation of fields made ready. */
export interface CompiledTable {
  readonly keys: readonly string[];
  readonly mode: TranslationTable['mode'];
  /** Fields that some row sets. */
  readonly targets: ReadonlySet<string>;
  /** The values that a row sets for these values of the keys; the first row that fits. */
  find(texts: readonly string[]): ReadonlyMap<string, string> | null;
}

/** A source definition made ready, ancestors included. */
export interface CompiledSource {
  readonly definition: SourceDefinition;
  /** Position in the loaded order. */
  readonly order: number;
  readonly ancestors: ReadonlySet<string>;
  /** All must hold: its own and its ancestors', in single terms where they are joined by AND. */
  readonly conditions: readonly Condition[];
  /** Length of the chain of ancestors, itself included. */
  readonly depth: number;
  readonly levels: readonly MappingLevel[];
  readonly mapping: FieldMapping;
  /** Every field that some level maps. */
  readonly mapped: ReadonlySet<string>;
  readonly conditionalTags: readonly ConditionalTag[];
  /** Those that it and its ancestors list, and their ids: a definition is an event type of its own name. */
  readonly eventtypes: readonly string[];
  readonly sourcetypes: readonly ((text: string) => boolean)[];
  readonly sources: readonly ((text: string) => boolean)[];
  readonly format: SourceDefinition['match']['format'];
  readonly recognise: NamedMatcher | null;
  /** The names that an event's input gives, where they tell such an event; its own or the nearest ancestor's. */
  readonly recogniseFields: readonly string[] | undefined;
  /** What an event that comes without metadata is given: its own or the nearest ancestor's. */
  readonly assign: SourceDefinition['match']['assign'];
  readonly sourceExpression: CompiledExpression | undefined;
  readonly extraction: RawExtraction | undefined;
  /** Rules of an add-on, which come before the extraction of other definitions. */
  readonly steps: CompiledSteps | undefined;
}

/** Tags of events that fit a condition. */
export interface ConditionalTag {
  readonly condition: SearchCondition;
  readonly tags: readonly string[];
  /** The field whose value has the tags, for `tag::<field>`. */
  readonly field: string | undefined;
  readonly eventtypes: readonly string[];
}

/** Source definitions made ready, and what is wrong with them. */
export interface CompiledSources {
  readonly sources: readonly CompiledSource[];
  /** Grows while parts are compiled. */
  readonly diagnostics: readonly Diagnostic[];
}

/**
 * Makes definitions ready. Expressions, conditions and patterns are compiled when an event first needs them, so that a run
 * over one kind of log does not pay for all the others; `everything: true` compiles all at once, for checks. A part that does not
 * compile is reported and left out; with a broken condition its definition never applies.
 */
export function compileSources(
  definitions: readonly SourceDefinition[],
  compiler: KnowledgeCompiler,
  context: ExtractionContext,
  { everything = false }: { readonly everything?: boolean } = {},
): CompiledSources {
  const parts = new PartCompiler(compiler);
  const byId = new Map(definitions.map((definition) => [definition.id, definition]));
  const levels = new Map<string, MappingLevel>();
  const levelOf = (definition: SourceDefinition): MappingLevel => {
    let level = levels.get(definition.id);
    if (level === undefined) {
      level = mappingLevel(definition, parts);
      levels.set(definition.id, level);
    }
    return level;
  };
  const sources = definitions.map((definition, order): CompiledSource => {
    const chain = chainOf(definition, byId);
    const { match } = definition;
    const path = `${definition.id}.match`;
    const levels = once(() => chain.map(levelOf));
    const mapping = once(() => new FieldMapping(levels()));
    const mapped = once(() => mappedFields(levels()));
    const conditions = once(() =>
      [...new Set(chain.flatMap((each) => each.match.condition ?? []))].flatMap((text) =>
        parts.terms(text, `${path}.condition`),
      ),
    );
    const conditionalTags = once(() =>
      definition.conditionalTags.map((each) => ({
        condition: allOf(parts.terms(each.condition, `${definition.id}.conditional_tags`)),
        tags: each.tags,
        field: each.field,
        eventtypes: each.eventtypes,
      })),
    );
    const extracting = chain.find((each) => each.extraction !== undefined && each.extraction.kind !== 'steps');
    const { extraction: ownExtraction } = definition;
    const steps = once(() =>
      ownExtraction?.kind === 'steps'
        ? compileSteps(ownExtraction, context, (text) => parts.matches(text, `${definition.id}.extraction`))
        : undefined,
    );
    const extraction = once(() =>
      extracting === undefined
        ? undefined
        : compileExtraction(extracting.extraction!, context, (pattern) =>
            parts.pattern(pattern, `${extracting.id}.extraction`),
          ),
    );
    const recognising = chain.find((each) => each.match.recognise !== undefined)?.match.recognise;
    const recognise = once(() => (recognising === undefined ? null : parts.pattern(recognising, path)));
    const assign = chain.find((each) => Object.keys(each.match.assign).length > 0)?.match.assign ?? {};
    const expression = assign.sourceExpression;
    return {
      definition,
      order,
      ancestors: new Set(chain.slice(1).map((each) => each.id)),
      get levels() {
        return levels();
      },
      get mapping() {
        return mapping();
      },
      get mapped() {
        return mapped();
      },
      depth: chain.length,
      eventtypes: [...new Set([...chain.flatMap((each) => each.match.eventtypes), ...chain.map((each) => each.id)])],
      sourcetypes: match.sourcetypes.map((each) => compileWildcard(each, { caseSensitive: false })),
      sources: match.sources
        .filter((each) => each !== '*')
        .map((each) => compileWildcard(each, { caseSensitive: false })),
      recogniseFields: chain.find((each) => each.match.recogniseFields.length > 0)?.match.recogniseFields,
      format: chain.find((each) => each.match.format !== undefined)?.match.format,
      assign,
      sourceExpression: expression === undefined ? undefined : parts.expression(expression, path, 'source'),
      get conditions() {
        return conditions();
      },
      get conditionalTags() {
        return conditionalTags();
      },
      get recognise() {
        return recognise();
      },
      get extraction() {
        return extraction();
      },
      get steps() {
        return steps();
      },
    };
  });
  if (everything) {
    for (const source of sources) {
      // Reading a part compiles it.
      void [
        source.levels,
        source.conditions,
        source.conditionalTags,
        source.recognise,
        source.extraction,
        source.steps,
      ];
    }
    parts.compileAll();
  }
  return { sources, diagnostics: parts.diagnostics };
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

function mappingLevel(definition: SourceDefinition, parts: PartCompiler): MappingLevel {
  const evals = new Map<string, CompiledExpression>();
  for (const [field, text] of definition.evals) {
    evals.set(field, parts.expression(text, `${definition.id}.evals.${field}`, field));
  }
  return {
    aliases: definition.aliases,
    evals,
    enumerations: definition.enumerations,
    tables: definition.tables.map(compileTable),
  };
}

function compileTable(table: TranslationTable): CompiledTable {
  const { keys, mode } = table;
  const targets = new Set(table.rows.flatMap((row) => [...row.set.keys()]));
  const exact = !table.wildcard && table.rows.every((row) => keys.every((key) => row.when.get(key)?.length === 1));
  const find = once(exact ? () => findExactly(table) : () => findInOrder(table));
  return { keys, mode, targets, find: (texts) => find()(texts) };
}

type RowFinder = CompiledTable['find'];

function findExactly({ keys, rows }: TranslationTable): RowFinder {
  const index = new Map<string, ReadonlyMap<string, string>>();
  const keyOf = (texts: readonly string[]): string =>
    texts.length === 1 ? texts[0]! : texts.map((text) => `${text.length}:${text}`).join('');
  for (const row of rows) {
    const key = keyOf(keys.map((each) => row.when.get(each)![0]!));
    if (!index.has(key)) index.set(key, row.set);
  }
  return (texts) => index.get(keyOf(texts)) ?? null;
}

function findInOrder(table: TranslationTable): RowFinder {
  const rows = table.rows.map((row) => ({
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
  }));
  return (texts) => rows.find((row) => row.tests.every((test, i) => test(texts[i]!)))?.set ?? null;
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
