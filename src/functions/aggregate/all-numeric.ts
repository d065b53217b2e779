import type { Scalar, Value } from '../../values/value.js';
import type { Accumulator } from '../define.js';
import { numberIn } from './number-in.js';

/**
 * `allnum=t` (spl-commands 3.1) round a function with `numbersOnly`: the result is null as soon as one value of the
 * field is no number.
 */
export class AllNumeric implements Accumulator {
  readonly #inner: Accumulator;
  #clean = true;

  constructor(inner: Accumulator) {
    this.#inner = inner;
  }

  add(values: readonly Scalar[], time: number | null, series?: string): void {
    if (!this.#clean) return;
    this.#clean = values.every((value) => numberIn(value) !== null);
    if (this.#clean) this.#inner.add(values, time, series);
  }

  result(): Value {
    return this.#clean ? this.#inner.result() : null;
  }

  merge(other: Accumulator): void {
    const from = other as AllNumeric;
    this.#clean &&= from.#clean;
    if (this.#clean) this.#inner.merge!(from.#inner);
  }
}
