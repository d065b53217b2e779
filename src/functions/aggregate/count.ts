import { doubled } from '../../support/doubled.js';
import type { Scalar } from '../../values/value.js';
import { type Accumulator, defineAggregate, type GroupedAccumulator } from '../define.js';

class Count implements Accumulator {
  #count = 0;

  add(values: readonly Scalar[]): void {
    this.#count += values.length;
  }

  result(): number {
    return this.#count;
  }

  merge(other: Accumulator): void {
    this.#count += (other as Count).#count;
  }
}

class GroupedCount implements GroupedAccumulator {
  #counts = new Float64Array(32);

  add(group: number, _value: Scalar, weight = 1): void {
    while (group >= this.#counts.length) this.#counts = doubled(this.#counts);
    this.#counts[group]! += weight;
  }

  result(group: number): number {
    return this.#counts[group] ?? 0;
  }
}

/** `count`: events, or values of the argument; 0 for an empty group. */
export const count = defineAggregate({
  name: 'count',
  aliases: ['c'],
  summary: 'Number of events, or of values of the argument.',
  argument: 'optional',
  result: 'number',
  gives: 'count',
  mergeable: true,
  create: () => new Count(),
  createGrouped: () => new GroupedCount(),
  examples: [
    { call: 'count(x)', values: ['a', 'b', 'a'], result: '3' },
    { call: 'count(x)', values: [], result: '0' },
  ],
});
