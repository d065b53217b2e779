import type { FieldSource } from '../values/event.js';
import type { Value } from '../values/value.js';
import type { CompiledSource } from './compile-source.js';
import type { MappedField } from './field-mapping.js';
import { type FieldName, fieldName } from './field-name.js';

/** One definition's part in a field. */
export interface FieldPart {
  readonly run: MappedField;
  /** Whether only data models see the field so. */
  readonly forDataModels: boolean;
}

/** How a field of some events comes about. */
export interface PlannedField {
  readonly field: FieldName;
  /** The value that all of them have; undefined where they differ. */
  readonly constant: Value | undefined;
  /** Place of its value among those that are worked out once per event; -1 where no definition maps it. */
  readonly slot: number;
  /** In the order in which they count. */
  readonly parts: readonly FieldPart[];
  /** Whether more than the raw event has a say in a field that is not mapped. */
  readonly isOwn: boolean;
}

/** An event whose fields come about by a plan. */
export interface PlannedEvent {
  readonly plan: FieldPlan;
  /** A field of the plan, as raw searches or as data models see it. */
  valueOf(field: PlannedField, forDataModels: boolean): Value;
}

/** An event of which only its kind is known, and the place that tells whether that was enough. */
export interface KindProbe {
  readonly event: PlannedEvent & {
    readonly dataModelFields: FieldSource;
    value(field: string, forDataModels: boolean): Value;
  };
  readonly fields: { readonly askedFurther: boolean };
}

/** Names that no definition maps are remembered up to this many: they may come out of events. */
const maxUnmapped = 1_024;

const noParts: readonly FieldPart[] = [];

/**
 * How the fields of events come about that the same definitions describe, put together once for all of them. For events of one kind,
 * what the kind decides is worked out here.
 */
export class FieldPlan {
  /** Whether data models see other values than raw searches. */
  readonly collides: boolean;
  readonly #sources: readonly CompiledSource[];
  readonly #probe: (() => KindProbe) | undefined;
  readonly #fields = new Map<string, PlannedField>();
  #slots = 0;

  /** `sources`: most specific first. `probe`: an event of the kind that has not been asked for anything. */
  constructor(sources: readonly CompiledSource[], probe?: () => KindProbe) {
    this.#sources = sources;
    this.collides = sources.some(isForDataModels);
    this.#probe = probe;
  }

  /** How many of the fields that it was asked for have a slot. */
  get slots(): number {
    return this.#slots;
  }

  field(name: string): PlannedField {
    return this.#fields.get(name) ?? this.#plan(name);
  }

  /** What a function of the event gives for all events of the kind; undefined where that differs. */
  constant(of: (event: KindProbe['event']) => Value): Value | undefined {
    if (this.#probe === undefined) return undefined;
    const { event, fields } = this.#probe();
    const value = of(event);
    return fields.askedFurther ? undefined : value;
  }

  #plan(name: string): PlannedField {
    const parts = this.#partsOf(name);
    const isRemembered = parts.length > 0 || this.#fields.size < maxUnmapped;
    const constant = isRemembered ? this.#constantOf(name) : undefined;
    const field = fieldName(name);
    const planned: PlannedField = {
      field,
      constant,
      slot: constant !== undefined || parts.length === 0 ? -1 : this.#slots++,
      parts,
      isOwn: ownNames.has(name) || name.startsWith('tag::'),
    };
    if (isRemembered) this.#fields.set(field.name, planned);
    return planned;
  }

  #partsOf(name: string): readonly FieldPart[] {
    const mapping = this.#sources.filter((each) => each.mapped.has(name));
    if (mapping.length === 0) return noParts;
    return mapping.map((each) => ({ run: each.mapping.field(name), forDataModels: isForDataModels(each) }));
  }

  #constantOf(name: string): Value | undefined {
    const constant = this.constant((event) => event.value(name, false));
    if (constant === undefined || !this.collides) return constant;
    return this.constant((event) => event.value(name, true)) === constant ? constant : undefined;
  }
}

const ownNames: ReadonlySet<string> = new Set(['tag', 'eventtype', 'source', 'sourcetype']);

function isForDataModels({ definition }: CompiledSource): boolean {
  return definition.mapping === 'data-models';
}
