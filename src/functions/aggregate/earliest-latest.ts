import type { Scalar } from '../../values/value.js';
import { type Accumulator, type AggregateFunction, defineAggregate } from '../define.js';
import type { HeldRoom } from '../held-room.js';

/**
 * The value with the lowest or highest `_time`. Where events come newest first, the one seen first among equal times is
 * the later one: `latest` keeps the first seen, `earliest` the last seen; where they come as they were read (`asRead`) it is the other
 * way round. The same holds for rows without `_time`, which count only while no row with a time has been seen. The values of a
 * multivalue are taken in their order.
 */
export class EdgeInTime {
  readonly #edge: 'earliest' | 'latest';
  readonly #room: HeldRoom;
  /** Whether of equal times the row that comes later is taken. */
  readonly #takesLater: boolean;
  value: Scalar | null = null;
  time: number | null = null;

  constructor(edge: 'earliest' | 'latest', room: HeldRoom, asRead = false) {
    this.#edge = edge;
    this.#room = room;
    this.#takesLater = (edge === 'latest') === asRead;
  }

  add(values: readonly Scalar[], time: number | null): void {
    if (values.length === 0 || !this.#replacedBy(time)) return;
    const value = this.#edge === 'latest' ? values[0]! : values[values.length - 1]!;
    if (!this.#room.takeInstead(value, this.value)) return;
    this.value = value;
    this.time = time;
  }

  #replacedBy(time: number | null): boolean {
    if (this.value === null) return true;
    if (time === this.time) return this.#takesLater;
    if (time === null) return false;
    if (this.time === null) return true;
    return this.#edge === 'latest' ? time > this.time : time < this.time;
  }

  /** Takes in what was seen after this. */
  merge(other: EdgeInTime): void {
    if (other.value !== null && this.#replacedBy(other.time)) {
      this.value = other.value;
      this.time = other.time;
    }
  }
}

class AtEdge implements Accumulator {
  readonly #state: EdgeInTime;
  readonly #wanted: 'value' | 'time';

  constructor(edge: 'earliest' | 'latest', wanted: 'value' | 'time', room: HeldRoom, asRead: boolean | undefined) {
    this.#state = new EdgeInTime(edge, room, asRead);
    this.#wanted = wanted;
  }

  add(values: readonly Scalar[], time: number | null): void {
    this.#state.add(values, time);
  }

  result(): Scalar | null {
    return this.#state[this.#wanted];
  }

  merge(other: Accumulator): void {
    this.#state.merge((other as AtEdge).#state);
  }
}

function define(
  name: string,
  edge: 'earliest' | 'latest',
  wanted: 'value' | 'time',
  summary: string,
  result: string,
): AggregateFunction {
  return defineAggregate({
    name,
    summary,
    argument: 'required',
    result: wanted === 'value' ? 'value' : 'number',
    gives: wanted === 'value' ? 'one' : 'epoch',
    mergeable: true,
    order: 'times',
    create: (_context, room, _parameter, options) => new AtEdge(edge, wanted, room, options?.asRead),
    examples: [{ call: `${name}(x)`, values: ['a', 'b', 'c'], result }],
  });
}

/** `earliest`: value of the event with the lowest `_time` among those that have the field. */
export const earliest = define('earliest', 'earliest', 'value', 'Value of the oldest event that has the field.', 'a');

/** `latest`: value of the event with the highest `_time` among those that have the field. */
export const latest = define('latest', 'latest', 'value', 'Value of the newest event that has the field.', 'c');

/** `earliest_time`: `_time` of the event that `earliest` names. */
export const earliestTime = define(
  'earliest_time',
  'earliest',
  'time',
  '`_time` of the oldest event that has the field.',
  '1',
);

/** `latest_time`: `_time` of the event that `latest` names. */
export const latestTime = define(
  'latest_time',
  'latest',
  'time',
  '`_time` of the newest event that has the field.',
  '3',
);
