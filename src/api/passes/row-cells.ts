import type { Event, FieldSource } from '../../values/event.js';
import type { Value } from '../../values/value.js';
import type { RowKeys } from './scan-order.js';

/** What is asked of rows, each once, however many listeners ask it. */
interface Question {
  readonly field: string;
  /** The field as it is written in the text of the event. */
  readonly written: boolean;
}

/**
 * Answers what listeners ask of rows with the places of values in one list. Most rows go to several listeners, one after the other,
 * which ask for much the same: a row is asked for a field once.
 */
export class RowCells {
  readonly #questions: Question[] = [];
  /** By listener: the numbers of what it asks. */
  readonly #asked: readonly (readonly number[])[];
  /** By the number of a question: the row it was answered for last, and the answer. */
  readonly #rows: Int32Array;
  readonly #answers: Int32Array;
  #row = 0;
  #source: FieldSource | undefined;
  #values: Value[] = [];
  #places = new Map<Value, number>();

  constructor(listeners: readonly (RowKeys | undefined)[]) {
    const numbers = { plain: new Map<string, number>(), written: new Map<string, number>() };
    const numberOf = (field: string, written: boolean): number => {
      const known = written ? numbers.written : numbers.plain;
      let number = known.get(field);
      if (number === undefined) {
        number = this.#questions.push({ field, written }) - 1;
        known.set(field, number);
      }
      return number;
    };
    this.#asked = listeners.map((keys) =>
      keys === undefined
        ? []
        : [
            ...keys.fields.map((each) => numberOf(each, false)),
            ...keys.written.map((each) => numberOf(each, true)),
            ...(keys.merged?.distinct ?? []).map((each) => numberOf(each, false)),
          ],
    );
    this.#rows = new Int32Array(this.#questions.length);
    this.#answers = new Int32Array(this.#questions.length);
  }

  /**
   * Adds the places of what a listener asks of a row to some cells, -1 where there is no value: its fields, those as they are written,
   * and those of which it needs each value once.
   */
  add(listener: number, row: Event, cells: number[]): void {
    if (row.source !== this.#source) {
      this.#source = row.source;
      this.#row++;
    }
    for (const number of this.#asked[listener]!) {
      if (this.#rows[number] !== this.#row) {
        const { field, written } = this.#questions[number]!;
        this.#answers[number] = this.placeOf(written ? row.asWritten(field) : row.get(field));
        this.#rows[number] = this.#row;
      }
      cells.push(this.#answers[number]!);
    }
  }

  /** The values since they were last taken. */
  take(): Value[] {
    const values = this.#values;
    this.#values = [];
    this.#places = new Map();
    this.#source = undefined;
    return values;
  }

  /** The place of a value; -1 of none. */
  placeOf(value: Value): number {
    if (value === null) return -1;
    let place = this.#places.get(value);
    if (place === undefined) {
      place = this.#values.push(value) - 1;
      // A map takes -0 for 0.
      if (value !== 0) this.#places.set(value, place);
    }
    return place;
  }
}
