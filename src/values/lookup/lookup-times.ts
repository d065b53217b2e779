import { firstPlace } from '../../support/first-place.js';
/** When the rows of a time-based table begin to count, and how long (spl-commands 8.2). */
export interface LookupTimes {
  /** Epoch seconds of each row; NaN for a row without a time, which never counts. */
  readonly rows: ArrayLike<number>;
  /** Seconds that an event has to be later than a row at least and at most. */
  readonly minOffset: number;
  readonly maxOffset: number;
}

/** The rows of a time-based table, the latest first; rows of the same time in file order. */
export class TimeOrder {
  /** Numbers of the rows that have a time. */
  readonly rows: Int32Array;
  readonly #times: Float64Array;
  readonly #minOffset: number;
  readonly #maxOffset: number;

  constructor({ rows: times, minOffset, maxOffset }: LookupTimes) {
    const rows: number[] = [];
    for (let row = 0; row < times.length; row++) if (!Number.isNaN(times[row]!)) rows.push(row);
    this.rows = Int32Array.from(rows.sort((a, b) => times[b]! - times[a]! || a - b));
    this.#times = Float64Array.from(this.rows, (row) => times[row]!);
    this.#minOffset = minOffset;
    this.#maxOffset = maxOffset;
  }

  /** The places in `rows`, first and behind the last, of the rows that count for an event of this time. */
  window(time: number): readonly [number, number] {
    return [this.#firstBelow(time - this.#minOffset, true), this.#firstBelow(time - this.#maxOffset, false)];
  }

  /** The first place whose time is below the bound, or on it. */
  #firstBelow(bound: number, orOn: boolean): number {
    const times = this.#times;
    return firstPlace(times.length, (place) => times[place]! < bound || (orOn && times[place] === bound));
  }
}
