import type { CompiledSource, ConditionalTag } from './compile-source.js';
import { FieldPlan } from './field-plan.js';
import { listedNames } from './listed-names.js';

/**
 * The definitions that describe some events, and what follows from them alone. Events share decisions, so that all this is put
 * together once per kind of event.
 */
export class Decision {
  /** Most specific first. */
  readonly sources: readonly CompiledSource[];
  /** Tags that every event of the kind has. */
  readonly tags: readonly string[];
  readonly eventtypes: readonly string[];
  /** How fields of the events come about, whatever their kind. */
  readonly plan: FieldPlan;
  readonly #narrower = new Map<CompiledSource, Decision>();
  #conditionalTags: readonly ConditionalTag[] | undefined;

  constructor(sources: readonly CompiledSource[]) {
    this.sources = sources;
    this.tags = [...new Set(sources.flatMap((each) => each.definition.tags))];
    this.eventtypes = [...new Set(sources.flatMap((each) => each.eventtypes))];
    this.plan = new FieldPlan(sources);
  }

  get conditionalTags(): readonly ConditionalTag[] {
    this.#conditionalTags ??= this.sources.flatMap((each) => each.conditionalTags);
    return this.#conditionalTags;
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
