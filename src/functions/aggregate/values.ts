import { scalarText } from '../../values/coerce.js';
import { compareText } from '../../values/compare.js';
import { multivalue, type Scalar, type Value } from '../../values/value.js';
import { type Accumulator, defineAggregate, type GroupedAccumulator } from '../define.js';
import type { HeldRoom } from '../held-room.js';
import { addText, GroupedTexts, takeBoth } from './grouped-texts.js';

class Values implements Accumulator {
  /** The only text so far: most groups of a search see one. */
  #only: string | undefined;
  #seen: Set<string> | undefined;
  /** The result, until another value is seen. */
  #sorted: readonly string[] = none;
  readonly #room: HeldRoom;

  constructor(room: HeldRoom) {
    this.#room = room;
  }

  add(values: readonly Scalar[]): void {
    for (const value of values) this.#take(scalarText(value));
  }

  result(): Value {
    if (this.#seen === undefined) return this.#only ?? null;
    if (this.#sorted.length !== this.#seen.size) this.#sorted = [...this.#seen].sort(compareText);
    return multivalue(this.#sorted);
  }

  merge(other: Accumulator): void {
    const later = other as Values;
    if (later.#seen !== undefined) for (const text of later.#seen) this.#take(text);
    else if (later.#only !== undefined) this.#take(later.#only);
  }

  #take(text: string): void {
    if (this.#seen !== undefined) addText(this.#seen, text, this.#room);
    else if (this.#only === undefined) {
      if (this.#room.takeInstead(text, null)) this.#only = text;
    } else if (this.#only !== text && takeBoth(this.#only, text, this.#room)) {
      this.#seen = new Set([this.#only, text]);
    }
  }
}

class GroupedValues implements GroupedAccumulator {
  readonly #texts: GroupedTexts;

  constructor(room: HeldRoom) {
    this.#texts = new GroupedTexts(room);
  }

  add(group: number, value: Scalar): void {
    this.#texts.add(group, scalarText(value));
  }

  result(group: number): Value {
    const texts = this.#texts.of(group);
    return multivalue(texts.length < 2 ? texts : [...texts].sort(compareText));
  }
}

const none: readonly string[] = [];

/** `values`: the distinct values as texts in byte order, numbers too; no limit (`maxvalues=0`). */
export const values = defineAggregate({
  name: 'values',
  summary: 'The distinct values in byte order.',
  argument: 'required',
  result: 'multivalue',
  gives: 'all',
  mergeable: true,
  needs: 'distinct',
  create: (_context, room) => new Values(room),
  createGrouped: (room) => new GroupedValues(room),
  examples: [
    { call: 'values(x)', values: ['1', '3', '10', '1'], result: ['1', '10', '3'] },
    { call: 'values(x)', values: ['b'], result: 'b' },
  ],
});
