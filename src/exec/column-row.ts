import { Event, type FieldSource } from '../values/event.js';
import type { Value } from '../values/value.js';

/** The names of the columns that rows have in common, and where the value of each stands. */
export class ColumnLayout {
  readonly names: readonly string[];
  readonly #places: ReadonlyMap<string, number>;

  /** Names are distinct. */
  constructor(names: readonly string[]) {
    this.names = names;
    this.#places = new Map(names.map((name, place) => [name, place]));
  }

  placeOf(name: string): number | undefined {
    return this.#places.get(name);
  }

  /** A row of these values, one per column; null is an absent field. */
  row(values: readonly Value[]): Event {
    return Event.over(new ColumnRow(this, values));
  }
}

/** A row that holds its values only; their names it shares with other rows. */
class ColumnRow implements FieldSource {
  readonly #layout: ColumnLayout;
  readonly #values: readonly Value[];

  constructor(layout: ColumnLayout, values: readonly Value[]) {
    this.#layout = layout;
    this.#values = values;
  }

  get(field: string): Value {
    const place = this.#layout.placeOf(field);
    return place === undefined ? null : this.#values[place]!;
  }

  fieldNames(): string[] {
    const { names } = this.#layout;
    const present: string[] = [];
    for (let place = 0; place < names.length; place++) if (this.#values[place] !== null) present.push(names[place]!);
    return present;
  }
}
