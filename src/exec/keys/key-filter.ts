import type { Event } from '../../values/event.js';
import type { Scalar } from '../../values/value.js';
import type { GroupKeyValues, KeyOptions } from '../groups/group-keys.js';

/** The groups that an aggregation holds, as far as they are of interest here. */
export interface HeldGroups {
  /** Undefined: there is no group of the key. */
  get(key: GroupKeyValues): unknown;
}

/** Decides about groups by some of their BY fields. */
export interface GroupTest {
  /** Places of the fields in a key. */
  readonly places: readonly number[];
  /** All groups pass for now. */
  readonly idle: boolean;
  /** It is to be asked about all groups that pass the tests before, not about events. */
  readonly countsGroups: boolean;
  /** It knows about each group when it is asked, once it is ready, and need not look. */
  readonly immediate: boolean;
  /** Reads what it has to know before it is asked. */
  ready(): Promise<void>;
  /** Whether a group passes; undefined where that is not known, or not any more. */
  decided(key: GroupKeyValues): boolean | undefined;
  /** Decides about keys. */
  look(keys: readonly GroupKeyValues[]): Promise<void>;
  /** Hears of a group that it has not let pass, where it did not look. */
  refuse?(key: GroupKeyValues): void;
}

/** Tells which groups of an aggregation later commands would drop, so that they need not be held (`keyConditions`). */
export class KeyFilter {
  readonly #tests: readonly GroupTest[];
  /** A key of which only those places are filled that are looked at. */
  readonly #values: Scalar[];
  /** Tests that let the event pass that was last asked about, and so all its keys. */
  readonly #passed: boolean[];

  /** `width`: scalars of a key. */
  constructor(tests: readonly GroupTest[], width: number) {
    this.#tests = tests;
    this.#values = new Array<Scalar>(width).fill('');
    this.#passed = new Array<boolean>(tests.length).fill(false);
  }

  /** All groups pass for now. */
  get idle(): boolean {
    return this.#tests.every((test) => test.idle);
  }

  /** Whether {@link passes} can be asked, without a look before. */
  get immediate(): boolean {
    return this.#tests.every((test) => test.immediate || test.idle);
  }

  async ready(): Promise<void> {
    for (const test of this.#tests) await test.ready();
  }

  /**
   * Whether an event is known to be of no group that stays, from the fields that decide it alone; false where its keys have to
   * be looked at. `fields`: the names under which it holds the BY fields.
   */
  rejectsEvent(event: Event, fields: readonly string[], options: KeyOptions): boolean {
    for (let at = 0; at < this.#tests.length; at++) {
      const test = this.#tests[at]!;
      this.#passed[at] = false;
      if (test.idle || test.countsGroups || !this.#hasOne(event, test.places, fields, options)) continue;
      const decision = test.decided(this.#values);
      if (decision === false) return true;
      this.#passed[at] = decision === true;
    }
    return false;
  }

  /** Whether an event has one value in each field of a test, which then is noted. */
  #hasOne(event: Event, places: readonly number[], fields: readonly string[], options: KeyOptions): boolean {
    for (const place of places) {
      const value = event.get(fields[place]!) ?? options.missing;
      if (value === undefined || typeof value === 'object' || options.change?.[place] !== undefined) return false;
      this.#values[place] = value;
    }
    return true;
  }

  /** Whether the group of a key that was looked at is dropped. */
  rejects(key: GroupKeyValues): boolean {
    for (const test of this.#tests) if (test.decided(key) === false) return true;
    return false;
  }

  /** Whether the group of a key of the event that was last asked about stays ({@link rejectsEvent}), by tests that know at once. */
  passes(key: GroupKeyValues): boolean {
    for (let at = 0; at < this.#tests.length; at++) {
      const test = this.#tests[at]!;
      if (this.#passed[at] === true || test.idle || test.decided(key) !== false) continue;
      test.refuse?.(key);
      return false;
    }
    return true;
  }

  /** Looks at the keys of a batch; those of groups that are there already have passed. */
  async look(keys: readonly GroupKeyValues[], groups: HeldGroups): Promise<void> {
    let open: readonly GroupKeyValues[] | undefined;
    for (const test of this.#tests) {
      if (test.idle) continue;
      open ??= keys.filter((key) => groups.get(key) === undefined);
      if (open.length === 0) return;
      await test.look(open);
      open = open.filter((key) => test.decided(key) !== false);
    }
  }
}
