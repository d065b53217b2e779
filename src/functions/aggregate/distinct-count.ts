import { scalarText } from '../../values/coerce.js';
import type { Scalar } from '../../values/value.js';
import { type Accumulator, defineAggregate, type GroupedAccumulator } from '../define.js';
import type { HeldRoom } from '../held-room.js';
import { addText, GroupedTexts } from './grouped-texts.js';

class DistinctCount implements Accumulator {
  readonly #seen = new Set<string>();
  readonly #room: HeldRoom;

  constructor(room: HeldRoom) {
    this.#room = room;
  }

  add(values: readonly Scalar[]): void {
    for (const value of values) addText(this.#seen, scalarText(value), this.#room);
  }

  result(): number {
    return this.#seen.size;
  }

  merge(other: Accumulator): void {
    for (const text of (other as DistinctCount).#seen) this.#seen.add(text);
  }
}

class GroupedDistinctCount implements GroupedAccumulator {
  readonly #texts: GroupedTexts;

  constructor(room: HeldRoom) {
    this.#texts = new GroupedTexts(room);
  }

  add(group: number, value: Scalar): void {
    this.#texts.add(group, scalarText(value));
  }

  result(group: number): number {
    return this.#texts.count(group);
  }
}

/** `dc`: distinct values, compared as texts, so `1`, `1.0` and `01` are three; 0 if there is none. */
export const distinctCount = defineAggregate({
  name: 'dc',
  aliases: ['distinct_count'],
  summary: 'Number of distinct values, compared as texts.',
  argument: 'required',
  result: 'number',
  gives: 'count',
  mergeable: true,
  needs: 'distinct',
  create: (_context, room) => new DistinctCount(room),
  createGrouped: (room) => new GroupedDistinctCount(room),
  examples: [
    { call: 'dc(x)', values: ['1', '1.0', '01', '1'], result: '3' },
    { call: 'dc(x)', values: [], result: '0' },
  ],
});
