import { multivalue, type Scalar, type Value } from '../../values/value.js';
import type { EvalContext } from '../context.js';
import { type Accumulator, defineAggregate } from '../define.js';
import type { HeldRoom } from '../held-room.js';

class List implements Accumulator {
  readonly #context: EvalContext;
  readonly #most: number;
  readonly #values: Scalar[] = [];
  #noted = false;
  readonly #room: HeldRoom;

  constructor(context: EvalContext, room: HeldRoom) {
    this.#room = room;
    this.#context = context;
    this.#most = context.limits.listValues;
  }

  add(values: readonly Scalar[]): void {
    for (const value of values) {
      if (this.#values.length >= this.#most) {
        if (!this.#noted) {
          this.#context.note(`list() kept the first ${this.#most} values of a group and left out the rest.`);
        }
        this.#noted = true;
        return;
      }
      if (this.#room.takeInList(value)) this.#values.push(value);
    }
  }

  result(): Value {
    return multivalue(this.#values.slice());
  }

  merge(other: Accumulator): void {
    this.add((other as List).#values);
  }
}

/** `list`: all values in input order, with duplicates, up to the limit `listValues` (100; appendix C). */
export const list = defineAggregate({
  name: 'list',
  summary: 'All values in input order, duplicates kept; the first 100.',
  argument: 'required',
  result: 'multivalue',
  gives: 'all',
  mergeable: true,
  order: 'rows',
  notes: true,
  create: (context, room) => new List(context, room),
  examples: [
    { call: 'list(x)', values: ['b', 'a', 'b'], result: ['b', 'a', 'b'] },
    { call: 'list(x)', values: ['b'], result: 'b' },
  ],
});
