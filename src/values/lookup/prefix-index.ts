import { firstPlace } from '../../support/first-place.js';
/** Finds which of many texts another text starts with: a binary search, then a walk along ever shorter prefixes. */
export class PrefixIndex {
  readonly #sorted: readonly string[];
  /** For each text the longest other one that it starts with, as an index, or -1. */
  readonly #shorter: Int32Array;
  /** For each text its number. */
  readonly #numbers: Int32Array;

  /** The texts must be distinct; a text's number is its index. */
  constructor(prefixes: readonly string[]) {
    const order = prefixes.map((text, number) => ({ text, number }));
    order.sort((a, b) => (a.text < b.text ? -1 : 1));
    this.#sorted = order.map((each) => each.text);
    this.#numbers = Int32Array.from(order, (each) => each.number);
    this.#shorter = new Int32Array(order.length).fill(-1);
    // A text follows its prefixes, and whatever lies between starts with them too: one stack of open prefixes.
    const open: number[] = [];
    for (const [index, text] of this.#sorted.entries()) {
      while (open.length > 0 && !text.startsWith(this.#sorted[open[open.length - 1]!]!)) open.pop();
      this.#shorter[index] = open[open.length - 1] ?? -1;
      open.push(index);
    }
  }

  /** Calls back for every prefix of the text. */
  find(text: string, found: (prefix: number) => void): void {
    const sorted = this.#sorted;
    let index = firstPlace(sorted.length, (place) => sorted[place]! > text) - 1;
    // The last text not after this one is its longest prefix, or has that as a prefix.
    while (index >= 0 && !text.startsWith(sorted[index]!)) index = this.#shorter[index]!;
    for (; index >= 0; index = this.#shorter[index]!) found(this.#numbers[index]!);
  }
}
