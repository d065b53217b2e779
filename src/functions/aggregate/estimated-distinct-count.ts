import { scalarText } from '../../values/coerce.js';
import { charactersPerValue } from '../../values/limits.js';
import type { Scalar } from '../../values/value.js';
import { type Accumulator, defineAggregate } from '../define.js';
import type { HeldRoom } from '../held-room.js';
import { addText } from './grouped-texts.js';
import { HyperLogLog } from './hyper-log-log.js';

/** Distinct values up to which the count is exact (`approx_dc_threshold`). */
const exactUpTo = 1_000;
/** What the sketch of one group counts among the values that are held. */
const sketchSize = HyperLogLog.bytes / charactersPerValue;

class EstimatedDistinctCount implements Accumulator {
  readonly #wanted: 'count' | 'error';
  readonly #seen = new Set<string>();
  #sketch: HyperLogLog | undefined;
  readonly #room: HeldRoom;

  constructor(wanted: 'count' | 'error', room: HeldRoom) {
    this.#wanted = wanted;
    this.#room = room;
  }

  add(values: readonly Scalar[]): void {
    for (const value of values) this.#addText(scalarText(value));
  }

  #addText(text: string): void {
    if (this.#sketch !== undefined) {
      this.#sketch.add(text);
      return;
    }
    addText(this.#seen, text, this.#room);
    if (this.#seen.size > exactUpTo) this.#startSketch();
  }

  #startSketch(): HyperLogLog {
    this.#sketch = new HyperLogLog();
    for (const text of this.#seen) {
      this.#sketch.add(text);
      this.#room.giveText(text);
    }
    this.#seen.clear();
    this.#room.take(sketchSize);
    return this.#sketch;
  }

  result(): number {
    if (this.#wanted === 'error') return this.#sketch === undefined ? 0 : HyperLogLog.standardError;
    return this.#sketch?.estimate() ?? this.#seen.size;
  }

  merge(other: Accumulator): void {
    const from = other as EstimatedDistinctCount;
    if (from.#sketch !== undefined) (this.#sketch ?? this.#startSketch()).merge(from.#sketch);
    else for (const text of from.#seen) this.#addText(text);
  }
}

/** `estdc`: `dc` in bounded memory; exact up to 1,000 distinct values, then within about 1 % (spl-commands 3.2). */
export const estimatedDistinctCount = defineAggregate({
  name: 'estdc',
  summary: 'Estimated number of distinct values; exact up to 1,000.',
  argument: 'required',
  result: 'number',
  gives: 'count',
  mergeable: true,
  needs: 'distinct',
  create: (_context, room) => new EstimatedDistinctCount('count', room),
  examples: [{ call: 'estdc(x)', values: ['a', 'b', 'a'], result: '2' }],
});

/** `estdc_error`: the relative error to expect of `estdc`; 0 while that is exact. */
export const estimatedDistinctCountError = defineAggregate({
  name: 'estdc_error',
  summary: 'Relative error of estdc; 0 while it is exact.',
  argument: 'required',
  result: 'number',
  gives: 'count',
  mergeable: true,
  needs: 'distinct',
  create: (_context, room) => new EstimatedDistinctCount('error', room),
  examples: [{ call: 'estdc_error(x)', values: ['a', 'b', 'a'], result: '0' }],
});
