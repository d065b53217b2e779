import type { RawEvent } from '../events/raw-event.js';
import type { Value } from '../values/value.js';
import type { Decision } from './decision.js';
import { type FieldName, fieldName, type NamedFields } from './field-name.js';
import type { KindPlans } from './kind-plans.js';
import type { RawFields } from './raw-event-fields.js';
import type { SourceGroup } from './source-matcher.js';

/** Fields that tell the kinds of events apart, besides those by which their log sources are told. */
const tellingFields: readonly string[] = ['index', 'source', 'sourcetype', 'EventCode', 'EventID'];

/** An event that says itself what it is has no kind: what it says is not looked through again for others. */
const ownWords: readonly FieldName[] = ['tag', 'tag{}', '_cim', '_cim{}', 'eventtype'].map(fieldName);

/** Groups whose events are told apart at most: sourcetypes come from the input. */
const maxGroups = 4_096;
/** Places in the trees of all groups, of which each kind has one and shares others: the input decides how many there are. */
const maxPlaces = 16_384;

/**
 * Events of one group that agree in all telling fields. What follows from those fields alone (log sources, tags, membership in
 * data sets, many a comparison) is the same for each of them and can be worked out once, on {@link KindFields}.
 */
export class EventKind {
  readonly group: SourceGroup;
  readonly #known: ReadonlyMap<string, Value>;
  #decided: KindDecision | undefined;

  constructor(group: SourceGroup, known: ReadonlyMap<string, Value>) {
    this.group = group;
    this.#known = known;
  }

  /** What the kind decides, worked out by `decide` when it is first asked for. */
  decided(decide: (kind: EventKind) => KindDecision): KindDecision {
    this.#decided ??= decide(this);
    return this.#decided;
  }

  /** The fields of the kind; each call gives a source that has not been asked for anything yet. */
  fields(): KindFields {
    return new KindFields(this.#known);
  }
}

/** What follows from a kind; undefined where that depends on more of the event. */
export interface KindDecision {
  readonly decision: Decision | undefined;
  readonly tags: ReadonlySet<string> | undefined;
  /** How its events come by their fields. */
  readonly plans: KindPlans;
}

/**
 * An event of which only its kind is known. Whatever is derived from it without `askedFurther` holds for all events of the
 * kind; what is derived after that means nothing.
 */
export class KindFields implements RawFields {
  readonly #known: ReadonlyMap<string, Value>;
  #askedFurther = false;

  constructor(known: ReadonlyMap<string, Value>) {
    this.#known = known;
  }

  /** Whether something was asked for that the kind does not say. */
  get askedFurther(): boolean {
    return this.#askedFurther;
  }

  get(field: string): Value {
    const value = this.#known.get(field);
    if (value !== undefined) return value;
    this.#askedFurther = true;
    return null;
  }

  read(field: FieldName): Value {
    return this.get(field.name);
  }

  fieldNames(): Iterable<string> {
    this.#askedFurther = true;
    return [];
  }

  get raw(): RawEvent {
    this.#askedFurther = true;
    return noEvent;
  }

  get isWindowsXml(): boolean {
    this.#askedFurther = true;
    return false;
  }

  extractedBy(): RawFields {
    this.#askedFurther = true;
    return this;
  }
}

const noEvent: RawEvent = {
  raw: '',
  time: undefined,
  timeInherited: false,
  host: undefined,
  source: undefined,
  sourcetype: undefined,
  index: undefined,
  fields: undefined,
  fieldsCoverRaw: false,
  format: '',
  origin: { file: '', line: 0, offset: 0 },
};

type Level = Map<Value, Level | EventKind>;

/** The kinds of events of one group, as a tree with a level for every telling field. */
class GroupKinds {
  readonly #group: SourceGroup;
  readonly #fields: readonly FieldName[];
  readonly #root: Level = new Map();

  constructor(group: SourceGroup) {
    this.#group = group;
    this.#fields = [
      ...new Set([...tellingFields, ...group.keys, ...group.keys.flatMap((key) => group.aliases.get(key) ?? [])]),
    ].map(fieldName);
  }

  /** The kind of an event; undefined for one of no kind, and for a new one when there may be no more. */
  find(fields: NamedFields, mayAdd: () => boolean): EventKind | undefined {
    for (const field of ownWords) if (fields.read(field) !== null) return undefined;
    let level = this.#root;
    const last = this.#fields.length - 1;
    for (let at = 0; ; at++) {
      const value = fields.read(this.#fields[at]!);
      if (typeof value === 'object' && value !== null) return undefined;
      let next = level.get(value);
      if (next === undefined) {
        // A level without a kind below it would not be counted.
        if (!mayAdd()) return undefined;
        next = at === last ? this.#kindOf(fields) : new Map();
        level.set(value, next);
      }
      if (next instanceof EventKind) return next;
      level = next;
    }
  }

  #kindOf(fields: NamedFields): EventKind {
    const known = new Map<string, Value>();
    for (const { name } of ownWords) known.set(name, null);
    for (const field of this.#fields) known.set(field.name, fields.read(field));
    return new EventKind(this.#group, known);
  }
}

/** All kinds of events of a run. */
export class EventKinds {
  readonly #groups = new Map<SourceGroup, GroupKinds>();
  /** Places of the trees. */
  #places = 0;

  /** The kind of an event with these raw fields; undefined for one of no kind. */
  of(fields: NamedFields, group: SourceGroup): EventKind | undefined {
    let kinds = this.#groups.get(group);
    if (kinds === undefined) {
      // Groups come and go with the sourcetypes of the input.
      if (this.#groups.size >= maxGroups) return undefined;
      kinds = new GroupKinds(group);
      this.#groups.set(group, kinds);
    }
    return kinds.find(fields, this.#mayAdd);
  }

  /** Counts another place of a tree, where there may be one. */
  readonly #mayAdd = (): boolean => {
    if (this.#places >= maxPlaces) return false;
    this.#places++;
    return true;
  };
}
