import { scalarText } from '../../values/coerce.js';
import type { GroupKeyValues } from '../groups/group-keys.js';

/** Ends the reading of a side of a join that was to be read with its gate shut. */
export class GateOverrun extends Error {
  constructor() {
    super('More groups than a gate may refuse.');
  }
}

/** The join keys of one side of a join. */
export interface JoinKeys {
  has(key: string): boolean;
}

/**
 * Between a join and the aggregation on one side of it: once the rows of the other side are known, only groups that agree with one of
 * them need be held. A gate that is not shut lets all pass.
 */
export class JoinGate {
  #wanted: JoinKeys | undefined;
  #mostRefused: number | undefined;
  readonly #refused = new Set<number>();

  /** The join keys that groups may have; undefined: any. */
  get wanted(): JoinKeys | undefined {
    return this.#wanted;
  }

  /** The groups that are refused have to be counted. */
  get counts(): boolean {
    return this.#mostRefused !== undefined;
  }

  /** The groups that were refused. Two may count as one, by a chance of less than one in a million where they are 50,000. */
  get refused(): number {
    return this.#refused.size;
  }

  /** Lets groups pass that have one of these join keys. `mostRefused`: more are an overrun; undefined: any number may be refused. */
  shut(wanted: JoinKeys, mostRefused?: number): void {
    this.#wanted = wanted;
    this.#mostRefused = mostRefused;
    this.#refused.clear();
  }

  open(): void {
    this.#wanted = undefined;
    this.#mostRefused = undefined;
    this.#refused.clear();
  }

  /** @throws {GateOverrun} when there are more than may be refused. */
  refuse(key: GroupKeyValues): void {
    if (this.#mostRefused === undefined) return;
    this.#refused.add(hashOf(key));
    if (this.#refused.size > this.#mostRefused) throw new GateOverrun();
  }
}

/** 52 bits of a key. */
function hashOf(key: GroupKeyValues): number {
  let high = 0x811c9dc5;
  let low = 0x9747b28c;
  for (const value of key) {
    const text = scalarText(value);
    for (let at = 0; at < text.length; at++) {
      const code = text.charCodeAt(at);
      high = Math.imul(high ^ code, 0x01000193);
      low = Math.imul(low ^ code, 0x85ebca6b) + 1;
      low ^= low >>> 13;
    }
    high = Math.imul(high ^ text.length, 0x01000193);
    low = Math.imul(low ^ text.length ^ 0x10000, 0xc2b2ae35);
    low ^= low >>> 16;
  }
  return ((high >>> 0) & 0xfffff) * 0x100000000 + (low >>> 0);
}
