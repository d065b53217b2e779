import type { CompiledSource, ConditionalTag } from './compile-source.js';
import type { FieldMapping, MappedField } from './field-mapping.js';
import { listedNames } from './listed-names.js';

/** One definition's part in a field. */
export interface FieldPart {
  readonly run: MappedField;
  /** Whether only data models see the field so. */
  readonly forDataModels: boolean;
}

/** How a field comes about. */
export interface DecidedField {
  /** Place of its value among those of the fields that the decision was asked for. */
  readonly slot: number;
  /** In the order in which they count. */
  readonly parts: readonly FieldPart[];
}

/**
 * The definitions that describe some events, and what follows from them alone. Events share decisions, so that all this is put
 * together once per kind of event.
 */
export class Decision {
  /** Most specific first. */
  readonly sources: readonly CompiledSource[];
  readonly mappings: readonly FieldMapping[];
  /** Tags that every event of the kind has. */
  readonly tags: readonly string[];
  readonly eventtypes: readonly string[];
  /** Whether data models see other values than raw searches. */
  readonly collides: boolean;
  readonly #fields = new Map<string, DecidedField | null>();
  #slots = 0;
  readonly #narrower = new Map<CompiledSource, Decision>();
  #conditionalTags: readonly ConditionalTag[] | undefined;

  constructor(sources: readonly CompiledSource[]) {
    this.sources = sources;
    this.mappings = sources.map((each) => each.mapping);
    this.tags = [...new Set(sources.flatMap((each) => each.definition.tags))];
    this.eventtypes = [...new Set(sources.flatMap((each) => each.eventtypes))];
    this.collides = sources.some((each) => each.definition.mapping === 'data-models');
  }

  get conditionalTags(): readonly ConditionalTag[] {
    this.#conditionalTags ??= this.sources.flatMap((each) => each.conditionalTags);
    return this.#conditionalTags;
  }

  /** How many fields it was asked for that some definition maps. */
  get slots(): number {
    return this.#slots;
  }

  /** How a field comes about; null when no definition maps it. Only names that definitions know may be asked for: they are remembered. */
  field(name: string): DecidedField | null {
    let field = this.#fields.get(name);
    if (field === undefined) {
      const parts = this.sources.flatMap((source) =>
        source.mapped.has(name)
          ? [
              {
                run: source.mapping.field(name),
                forDataModels: source.definition.mapping === 'data-models',
              },
            ]
          : [],
      );
      field = parts.length === 0 ? null : { slot: this.#slots++, parts };
      this.#fields.set(name, field);
    }
    return field;
  }

  /** Further values of `source`, `sourcetype` or `eventtype` that select such events. */
  names(field: string): readonly string[] {
    return listedNames(this.sources, field);
  }

  /** The decision with one more definition, which is not an ancestor of any that came before. */
  with(source: CompiledSource): Decision {
    let narrower = this.#narrower.get(source);
    if (narrower === undefined) {
      narrower = new Decision(mostSpecific([...this.sources, source]));
      this.#narrower.set(source, narrower);
    }
    return narrower;
  }
}

/** Definitions in the order in which they count; ancestors of others are left out, their mappings are inherited. */
export function mostSpecific(matched: readonly CompiledSource[]): readonly CompiledSource[] {
  return matched
    .filter((each) => !matched.some((other) => other.ancestors.has(each.definition.id)))
    .sort(bySpecificity);
}

/** The longer chain of ancestors first, then the order of loading. */
export function bySpecificity(a: CompiledSource, b: CompiledSource): number {
  return b.depth - a.depth || a.order - b.order;
}
