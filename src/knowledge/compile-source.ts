import type { Diagnostic } from '../diagnostics/diagnostic.js';
import type { CompiledExpression } from '../functions/context.js';
import { once } from '../support/once.js';
import { compileWildcard } from '../values/wildcard.js';
import type { ExtractionContext } from './automatic-extraction.js';
import { compileExtraction } from './compile-extraction.js';
import { type CompiledSteps, compileSteps } from './compile-steps.js';
import type { NamedMatcher } from './extract/patterns.js';
import { FieldMapping } from './field-mapping.js';
import { allOf, type Condition, type KnowledgeCompiler, type SearchCondition } from './knowledge-compiler.js';
import type { MappingLevel } from './mapping-level.js';
import { mappedFields, mappingLevel } from './mapping-level.js';
import { PartCompiler } from './part-compiler.js';
import type { RawExtraction } from './raw-event-fields.js';
import type { SourceDefinition } from './source-definition.js';

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
  const sources = definitions.map((definition, order) => {
    const chain = chainOf(definition, byId);
    return new LazySource(definition, order, chain, { parts, context, levels: () => chain.map(levelOf) });
  });
  if (everything) parts.compileAll();
  return { sources, diagnostics: parts.diagnostics };
}

/** What the parts of a definition are compiled with. */
interface SourceParts {
  readonly parts: PartCompiler;
  readonly context: ExtractionContext;
  /** What the definition and its ancestors map. */
  levels(): readonly MappingLevel[];
}

/** A definition of which what has to be compiled waits until it is asked for. */
class LazySource implements CompiledSource {
  readonly ancestors: ReadonlySet<string>;
  readonly depth: number;
  readonly eventtypes: readonly string[];
  readonly sourcetypes: readonly ((text: string) => boolean)[];
  readonly sources: readonly ((text: string) => boolean)[];
  readonly recogniseFields: readonly string[] | undefined;
  readonly format: SourceDefinition['match']['format'];
  readonly assign: SourceDefinition['match']['assign'];
  readonly sourceExpression: CompiledExpression | undefined;
  readonly #levels: () => readonly MappingLevel[];
  readonly #mapping: () => FieldMapping;
  readonly #mapped: () => ReadonlySet<string>;
  readonly #conditions: () => readonly Condition[];
  readonly #conditionalTags: () => readonly ConditionalTag[];
  readonly #recognise: () => NamedMatcher | null;
  readonly #extraction: () => RawExtraction | undefined;
  readonly #steps: () => CompiledSteps | undefined;

  constructor(
    readonly definition: SourceDefinition,
    readonly order: number,
    /** The definition, then its ancestors, nearest first. */
    chain: readonly SourceDefinition[],
    { parts, context, levels }: SourceParts,
  ) {
    const nearest = <T>(of: (match: SourceDefinition['match']) => T | undefined): T | undefined => {
      for (const { match } of chain) {
        const found = of(match);
        if (found !== undefined) return found;
      }
      return undefined;
    };
    const { match } = definition;
    const path = `${definition.id}.match`;
    this.ancestors = new Set(chain.slice(1).map((each) => each.id));
    this.depth = chain.length;
    this.eventtypes = [
      ...new Set([...chain.flatMap((each) => each.match.eventtypes), ...chain.map((each) => each.id)]),
    ];
    this.sourcetypes = match.sourcetypes.map(anyCase);
    this.recogniseFields = nearest(({ recogniseFields }) => (recogniseFields.length > 0 ? recogniseFields : undefined));
    const recognise = nearest((each) => each.recognise);
    // Where the text itself tells, a file's name does not: `dns.log` is a name for logs of many products.
    const isKnownByText = recognise !== undefined || this.recogniseFields !== undefined;
    this.sources = match.sources.filter((each) => each !== '*' && !(isKnownByText && each.includes('*'))).map(anyCase);
    this.format = nearest(({ format }) => format);
    this.assign = nearest(({ assign }) => (Object.keys(assign).length > 0 ? assign : undefined)) ?? {};
    const expression = this.assign.sourceExpression;
    this.sourceExpression = expression === undefined ? undefined : parts.expression(expression, path, 'source');
    this.#levels = parts.lazy(levels);
    this.#mapping = once(() => new FieldMapping(this.levels));
    this.#mapped = once(() => mappedFields(this.levels));
    this.#conditions = parts.lazy(() => conditionsOf(chain, parts, path));
    this.#conditionalTags = parts.lazy(() => conditionalTagsOf(definition, parts));
    this.#recognise = parts.lazy(() => (recognise === undefined ? null : parts.pattern(recognise, path)));
    this.#extraction = parts.lazy(() => extractionOf(chain, parts, context));
    this.#steps = parts.lazy(() => stepsOf(definition, parts, context));
  }

  get levels(): readonly MappingLevel[] {
    return this.#levels();
  }

  get mapping(): FieldMapping {
    return this.#mapping();
  }

  get mapped(): ReadonlySet<string> {
    return this.#mapped();
  }

  get conditions(): readonly Condition[] {
    return this.#conditions();
  }

  get conditionalTags(): readonly ConditionalTag[] {
    return this.#conditionalTags();
  }

  get recognise(): NamedMatcher | null {
    return this.#recognise();
  }

  get extraction(): RawExtraction | undefined {
    return this.#extraction();
  }

  get steps(): CompiledSteps | undefined {
    return this.#steps();
  }
}

const anyCase = (pattern: string): ((text: string) => boolean) => compileWildcard(pattern, { caseSensitive: false });

function conditionsOf(chain: readonly SourceDefinition[], parts: PartCompiler, path: string): readonly Condition[] {
  const texts = new Set(chain.flatMap((each) => each.match.condition ?? []));
  return [...texts].flatMap((text) => parts.terms(text, `${path}.condition`));
}

function conditionalTagsOf({ id, conditionalTags }: SourceDefinition, parts: PartCompiler): readonly ConditionalTag[] {
  return conditionalTags.map((each) => ({
    condition: allOf(parts.terms(each.condition, `${id}.conditional_tags`)),
    tags: each.tags,
    field: each.field,
    eventtypes: each.eventtypes,
  }));
}

/** The extraction of the definition itself or of its nearest ancestor with one; steps of an add-on are not handed down. */
function extractionOf(
  chain: readonly SourceDefinition[],
  parts: PartCompiler,
  context: ExtractionContext,
): RawExtraction | undefined {
  for (const { id, extraction } of chain) {
    if (extraction === undefined || extraction.kind === 'steps') continue;
    return compileExtraction(extraction, context, (pattern) => parts.pattern(pattern, `${id}.extraction`));
  }
  return undefined;
}

function stepsOf(
  { id, extraction }: SourceDefinition,
  parts: PartCompiler,
  context: ExtractionContext,
): CompiledSteps | undefined {
  if (extraction?.kind !== 'steps') return undefined;
  return compileSteps(extraction, context, (text) => parts.matches(text, `${id}.extraction`));
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
