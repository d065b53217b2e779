import type { DatasetView, MemberWish } from '../../exec/context.js';
import type { AnchorIndex } from '../../exec/rule-index/anchor-index.js';
import type { ConditionIndex } from '../../exec/rule-index/condition-index.js';
import type { PartialRow } from '../../exec/rule-index/known-terms.js';
import type { EventKind } from '../../knowledge/event-kind.js';
import type { Event } from '../../values/event.js';
import type { Knowledge, ScannedEvent } from '../knowledge.js';

/** Searches whose first conditions are about the same rows. */
export interface ReadyGroup {
  /** Undefined: the events themselves. */
  readonly view: DatasetView | undefined;
  readonly raw: boolean;
  /** Places of the searches, by the numbers of their conditions. */
  readonly places: readonly number[];
  readonly conditions: ConditionIndex;
}

/** A group that events of a kind can concern; the index leaves out what the kind decides. */
export interface ConcernedGroup {
  readonly group: ReadyGroup;
  readonly index: AnchorIndex;
  /** How an event is looked at as rows of its view. */
  readonly wish: MemberWish;
}

/** Kinds of events beyond this many are not told apart: each costs memory. */
const maxKinds = 300;
/** Making the indexes of a kind takes as long as testing this many conditions once per event. */
const conditionsPerEvent = 24;
/** Searches from which on it pays to work out the kind of every event. */
const fewSearches = 12;
/** Events that are held to see what is frequent in their kind, of one kind and of all. */
const samplePerKind = 24;
const sampleOfAll = 2_000;

/** Events of a kind that has no indexes of its own yet. */
interface SeenKind {
  count: number;
  readonly sample: ScannedEvent[];
}

/**
 * Which groups of searches an event can concern. What follows from its kind is worked out once; the indexes of a kind look for
 * what the first events of it did not have.
 */
export class KindGroups {
  readonly #groups: readonly ReadyGroup[];
  readonly #knowledge: Knowledge;
  /** How many searches the groups have. */
  readonly #searches: number;
  readonly #kinds = new Map<EventKind, readonly ConcernedGroup[]>();
  readonly #seen = new Map<EventKind, SeenKind>();
  #sampled = 0;
  #general: readonly ConcernedGroup[] | undefined;

  constructor(groups: readonly ReadyGroup[], knowledge: Knowledge) {
    this.#groups = groups;
    this.#knowledge = knowledge;
    this.#searches = groups.reduce((sum, { places }) => sum + places.length, 0);
  }

  /** The groups with the indexes that serve the event: those of its kind, where there are many of it. */
  concerned(scanned: ScannedEvent): readonly ConcernedGroup[] {
    const kind = this.#searches < fewSearches ? undefined : this.#knowledge.kindOf(scanned);
    if (kind === undefined) return this.#generalGroups();
    const known = this.#kinds.get(kind);
    if (known !== undefined) return known;
    const seen = this.#count(kind, scanned);
    if (seen.count * conditionsPerEvent < this.#searches || this.#kinds.size >= maxKinds) return this.#generalGroups();
    this.#seen.delete(kind);
    this.#sampled -= seen.sample.length;
    const tags = this.#knowledge.tagsOf(kind);
    const possible = this.#groups.filter(({ view }) => view === undefined || view.mayHold(tags));
    const groups = possible.flatMap((group) => this.#groupOf(kind, group, seen.sample) ?? []);
    this.#kinds.set(kind, groups);
    return groups;
  }

  #count(kind: EventKind, scanned: ScannedEvent): SeenKind {
    let seen = this.#seen.get(kind);
    if (seen === undefined) {
      seen = { count: 0, sample: [] };
      this.#seen.set(kind, seen);
    }
    seen.count++;
    if (seen.sample.length < samplePerKind && this.#sampled < sampleOfAll && this.#kinds.size < maxKinds) {
      seen.sample.push(scanned);
      this.#sampled++;
    }
    return seen;
  }

  #generalGroups(): readonly ConcernedGroup[] {
    this.#general ??= this.#groups.map((group) => generalGroup(group));
    return this.#general;
  }

  /** A group with the index for events of a kind; undefined where none of them concerns it. */
  #groupOf(kind: EventKind, group: ReadyGroup, sample: readonly ScannedEvent[]): ConcernedGroup | undefined {
    const open = (): { row: Event | undefined; rows: number; askedFurther: () => boolean } => {
      const { event, fields } = this.#knowledge.ofKind(kind);
      const rows = rowsIn(group, event);
      return { row: rows[0], rows: rows.length, askedFurther: () => fields.askedFurther };
    };
    const { row, rows, askedFurther } = open();
    // Whether an event is a member, and as how many rows, may depend on more than its kind.
    if (askedFurther() || rows > 1) return generalGroup(group);
    if (row === undefined) return undefined;
    const sampled = sample.flatMap(({ event }) => rowsIn(group, event));
    const index = group.conditions.indexFor(open as () => PartialRow, sampled);
    return index.isEmpty ? undefined : { group, index, wish: { raw: group.raw, isMember: true } };
  }
}

function generalGroup(group: ReadyGroup): ConcernedGroup {
  return { group, index: group.conditions.general, wish: { raw: group.raw, isMember: false } };
}

/** An event as rows of a group. */
function rowsIn({ view, raw }: ReadyGroup, event: Event): readonly Event[] {
  return view === undefined ? [event] : view.members(event, raw);
}
