import { type GroupKeyValues, keyText } from '../groups/group-keys.js';
import type { JoinGate, JoinKeys } from './join-gate.js';
import type { GroupTest } from './key-filter.js';

/** Decides about groups by commands that look at what is wanted. */
export interface MadeTest extends GroupTest {
  /** What is wanted is another. */
  forget(): void;
}

/** Asks whether rows of a group find a partner in a join, where its gate is shut. */
export class JoinTest implements GroupTest {
  readonly places: readonly number[];
  readonly #gate: JoinGate;
  readonly #made: MadeTest | undefined;
  #wanted: JoinKeys | undefined;

  /**
   * `places`: the BY fields whose values are the join key, in its order; with `made` they say nothing, and it lets pass what has a
   * key that the gate wants.
   */
  constructor(places: readonly number[], gate: JoinGate, made?: MadeTest) {
    this.places = made?.places ?? places;
    this.#gate = gate;
    this.#made = made;
  }

  get idle(): boolean {
    return this.#gate.wanted === undefined;
  }

  get countsGroups(): boolean {
    return this.#gate.counts;
  }

  get immediate(): boolean {
    return this.#made?.immediate ?? true;
  }

  async ready(): Promise<void> {
    await this.#made?.ready();
  }

  decided(key: GroupKeyValues): boolean | undefined {
    const { wanted } = this.#gate;
    if (wanted === undefined) return true;
    if (this.#made !== undefined) {
      if (this.#made.immediate) this.#ask(this.#made, wanted);
      return this.#wanted === wanted ? this.#made.decided(key) : undefined;
    }
    return wanted.has(keyText(this.places.map((place) => key[place]!)));
  }

  async look(keys: readonly GroupKeyValues[]): Promise<void> {
    const { wanted } = this.#gate;
    if (this.#made !== undefined) {
      this.#ask(this.#made, wanted);
      await this.#made.look(keys);
    }
    if (!this.countsGroups) return;
    for (const key of keys) if (this.decided(key) === false) this.#gate.refuse(key);
  }

  refuse(key: GroupKeyValues): void {
    if (this.countsGroups) this.#gate.refuse(key);
  }

  #ask(made: MadeTest, wanted: JoinKeys | undefined): void {
    if (wanted !== this.#wanted) made.forget();
    this.#wanted = wanted;
  }
}
