import type { Scalar } from '../../values/value.js';
import type { GroupKeyValues } from '../groups/group-keys.js';

type Branch = Map<Scalar, Branch | boolean>;

/** Decisions that are remembered: values come again soon or not at all. */
export const mostRemembered = 4_096;

/**
 * Yes or no for values of some BY fields: a map for each field inside those of the fields before, so that asking makes nothing.
 * A number is another value than its text.
 */
export class Decisions {
  readonly #places: readonly number[];
  #root: Branch = new Map();
  #size = 0;

  /** `places`: where the values stand in a key, at least one. */
  constructor(places: readonly number[]) {
    this.#places = places;
  }

  /** Values that are decided. */
  get size(): number {
    return this.#size;
  }

  get(key: GroupKeyValues): boolean | undefined {
    let found: Branch | boolean | undefined = this.#root;
    for (const place of this.#places) {
      found = (found as Branch).get(key[place]!);
      if (found === undefined) return undefined;
    }
    return found as boolean;
  }

  set(key: GroupKeyValues, decision: boolean): void {
    let branch = this.#root;
    const last = this.#places.length - 1;
    for (let at = 0; at < last; at++) {
      const value = key[this.#places[at]!]!;
      let next = branch.get(value) as Branch | undefined;
      if (next === undefined) {
        next = new Map();
        branch.set(value, next);
      }
      branch = next;
    }
    const value = key[this.#places[last]!]!;
    if (!branch.has(value)) this.#size++;
    branch.set(value, decision);
  }

  clear(): void {
    this.#root = new Map();
    this.#size = 0;
  }
}
