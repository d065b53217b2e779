import { foldCase } from '../../values/case-fold.js';
import { scalarText } from '../../values/coerce.js';
import type { Event } from '../../values/event.js';
import { valuesOf } from '../../values/value.js';
import { type Anchor, costOf } from './necessity.js';

/** What an anchor that is in every row costs more than one that is in none: a test of the whole condition. */
const costOfTest = 100;

/** Some rows as those to come will be: what is in many of them says little. */
export class AnchorSample {
  readonly #rows: readonly Event[];
  /** Field → the folded values of each row. */
  readonly #values = new Map<string, readonly (readonly string[])[]>();

  constructor(rows: readonly Event[]) {
    this.#rows = rows;
  }

  /** What looking for any of some anchors costs: the looking, and the tests where they are found. */
  costOf(anchors: readonly Anchor[]): number {
    if (this.#rows.length === 0) return costOf(anchors);
    let found = 0;
    for (let row = 0; row < this.#rows.length; row++) if (anchors.some((each) => this.#has(row, each))) found++;
    return costOf(anchors) + (costOfTest * found) / this.#rows.length;
  }

  #has(row: number, { field, kind, text }: Anchor): boolean {
    let values = this.#values.get(field);
    if (values === undefined) {
      values = this.#rows.map((each) => valuesOf(each.get(field)).map((value) => foldCase(scalarText(value))));
      this.#values.set(field, values);
    }
    return values[row]!.some((value) => (kind === 'equals' ? value === text : value.includes(text)));
  }
}
