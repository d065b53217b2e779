import type { Scalar } from '../../values/value.js';
import { type Accumulator, defineAggregate } from '../define.js';
import type { HeldRoom } from '../held-room.js';

class First implements Accumulator {
  #value: Scalar | null = null;
  readonly #room: HeldRoom;

  constructor(room: HeldRoom) {
    this.#room = room;
  }

  add(values: readonly Scalar[]): void {
    if (this.#value === null && values.length > 0 && this.#room.takeInstead(values[0]!, null)) this.#value = values[0]!;
  }

  result(): Scalar | null {
    return this.#value;
  }

  merge(other: Accumulator): void {
    this.#value ??= (other as First).#value;
  }
}

class Last implements Accumulator {
  #value: Scalar | null = null;
  readonly #room: HeldRoom;

  constructor(room: HeldRoom) {
    this.#room = room;
  }

  add(values: readonly Scalar[]): void {
    if (values.length === 0) return;
    const last = values[values.length - 1]!;
    if (this.#room.takeInstead(last, this.#value)) this.#value = last;
  }

  result(): Scalar | null {
    return this.#value;
  }

  merge(other: Accumulator): void {
    this.#value = (other as Last).#value ?? this.#value;
  }
}

/** `first`: the first value in input order; events come newest first, so this is the newest one. */
export const first = defineAggregate({
  name: 'first',
  summary: 'The first value in input order.',
  argument: 'required',
  result: 'value',
  gives: 'one',
  mergeable: true,
  order: 'rows',
  create: (_context, room) => new First(room),
  examples: [{ call: 'first(x)', values: ['b', 'c', 'a'], result: 'b' }],
});

/** `last`: the last value in input order. */
export const last = defineAggregate({
  name: 'last',
  summary: 'The last value in input order.',
  argument: 'required',
  result: 'value',
  gives: 'one',
  mergeable: true,
  order: 'rows',
  create: (_context, room) => new Last(room),
  examples: [{ call: 'last(x)', values: ['b', 'c', 'a'], result: 'a' }],
});
