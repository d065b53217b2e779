import { scalarText } from '../../values/coerce.js';
import type { Scalar } from '../../values/value.js';
import { type Accumulator, defineAggregate, type GroupedAccumulator } from '../define.js';
import { GroupedTexts } from './grouped-texts.js';

class DistinctCount implements Accumulator {
  readonly #seen = new Set<string>();

  add(values: readonly Scalar[]): void {
    for (const value of values) this.#seen.add(scalarText(value));
  }

  result(): number {
    return this.#seen.size;
  }

  merge(other: Accumulator): void {
    for (const text of (other as DistinctCount).#seen) this.#seen.add(text);
  }
}

class GroupedDistinctCount implements GroupedAccumulator {
  readonly #texts = new GroupedTexts();

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
  mergeable: true,
  needs: 'distinct',
  create: () => new DistinctCount(),
  createGrouped: () => new GroupedDistinctCount(),
  examples: [
    { call: 'dc(x)', values: ['1', '1.0', '01', '1'], result: '3' },
    { call: 'dc(x)', values: [], result: '0' },
  ],
});
