import { scalarText } from '../../values/coerce.js';
import { compareText } from '../../values/compare.js';
import type { Scalar } from '../../values/value.js';
import { type Accumulator, defineAggregate } from '../define.js';
import type { HeldRoom } from '../held-room.js';

class Mode implements Accumulator {
  readonly #counts = new Map<string, number>();
  #best: string | null = null;
  #bestCount = 0;
  readonly #room: HeldRoom;

  constructor(room: HeldRoom) {
    this.#room = room;
  }

  add(values: readonly Scalar[]): void {
    for (const value of values) this.#addText(scalarText(value), 1);
  }

  #addText(text: string, times: number): void {
    const known = this.#counts.get(text);
    if (known === undefined && !this.#room.takeText(text)) return;
    const count = (known ?? 0) + times;
    this.#counts.set(text, count);
    if (count > this.#bestCount || (count === this.#bestCount && compareText(text, this.#best!) < 0)) {
      this.#best = text;
      this.#bestCount = count;
    }
  }

  result(): string | null {
    return this.#best;
  }

  merge(other: Accumulator): void {
    for (const [text, count] of (other as Mode).#counts) this.#addText(text, count);
  }
}

/** `mode`: the most frequent value, compared as text. Splunk leaves ties open; here the first in byte order wins. */
export const mode = defineAggregate({
  name: 'mode',
  summary: 'The most frequent value; of several, the first in byte order.',
  argument: 'required',
  result: 'value',
  gives: 'one',
  mergeable: true,
  create: (_context, room) => new Mode(room),
  examples: [
    { call: 'mode(x)', values: ['32', '45', '29', '45', '37'], result: '45' },
    { call: 'mode(x)', values: ['b', 'a'], result: 'a' },
  ],
});
