import { scalarText } from '../../values/coerce.js';
import { compareText } from '../../values/compare.js';
import { multivalue, type Scalar, type Value } from '../../values/value.js';
import { type Accumulator, defineAggregate } from '../define.js';

class Values implements Accumulator {
  readonly #seen = new Set<string>();
  /** The result, until another value is seen. */
  #sorted: readonly string[] = [];

  add(values: readonly Scalar[]): void {
    for (const value of values) this.#seen.add(scalarText(value));
  }

  result(): Value {
    if (this.#sorted.length !== this.#seen.size) this.#sorted = [...this.#seen].sort(compareText);
    return multivalue(this.#sorted);
  }

  merge(other: Accumulator): void {
    for (const text of (other as Values).#seen) this.#seen.add(text);
  }
}

/** `values`: the distinct values as texts in byte order, numbers too; no limit (`maxvalues=0`). */
export const values = defineAggregate({
  name: 'values',
  summary: 'The distinct values in byte order.',
  argument: 'required',
  result: 'multivalue',
  mergeable: true,
  create: () => new Values(),
  examples: [
    { call: 'values(x)', values: ['1', '3', '10', '1'], result: ['1', '10', '3'] },
    { call: 'values(x)', values: ['b'], result: 'b' },
  ],
});
