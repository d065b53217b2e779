import { compareText } from '../../values/compare.js';

/** Entries of one map: the machine allows about 16 million. */
const mostPerMap = 8_000_000;
/** Texts from which on later searches get numbers of their own. */
const mostShared = 1_000_000;

/** Whether the order of UTF-16 units differs from that of code points for some text like it. */
const highUnits = /[\ud800-\uffff]/;

/** Numbers texts from 0 in the order in which they come, each once. */
export class TextNumbers {
  readonly #maps: Map<string, number>[] = [new Map()];
  readonly #texts: string[] = [];
  /** {@link ranks} of all texts that there were when they were made. */
  #ranks: Int32Array = new Int32Array(0);

  get size(): number {
    return this.#texts.length;
  }

  /** The number of a text; undefined for one that has none. */
  find(text: string): number | undefined {
    for (let at = 0; at < this.#maps.length; at++) {
      const number = this.#maps[at]!.get(text);
      if (number !== undefined) return number;
    }
    return undefined;
  }

  /** The number of a text, a new one where it has none. */
  numberOf(text: string): number {
    return this.find(text) ?? this.#add(text);
  }

  #add(text: string): number {
    const number = this.#texts.length;
    this.#texts.push(text);
    let last = this.#maps[this.#maps.length - 1]!;
    if (last.size >= mostPerMap) {
      last = new Map();
      this.#maps.push(last);
    }
    last.set(text, number);
    return number;
  }

  textOf(number: number): string {
    return this.#texts[number]!;
  }

  /** Ranks by number that order the given numbers as their texts are, by code point; other numbers may have none. */
  ranks(numbers: Int32Array): Int32Array {
    let last = -1;
    for (const number of numbers) if (number > last) last = number;
    if (last < this.#ranks.length) return this.#ranks;
    const size = this.#texts.length;
    const marked = new Uint8Array(size);
    for (const number of numbers) marked[number] = 1;
    const used: number[] = [];
    for (let number = 0; number < size; number++) if (marked[number] === 1) used.push(number);
    // Groups of other searches that end at the same time need the order of much the same texts.
    const shared = used.length * 4 >= size;
    const ranks = this.#rank(shared ? this.#texts.map((_, number) => number) : used);
    if (shared) this.#ranks = ranks;
    return ranks;
  }

  #rank(numbers: number[]): Int32Array {
    const texts = this.#texts;
    const plain = !numbers.some((number) => highUnits.test(texts[number]!));
    // All are different.
    numbers.sort(plain ? (a, b) => (texts[a]! < texts[b]! ? -1 : 1) : (a, b) => compareText(texts[a]!, texts[b]!));
    const ranks = new Int32Array(texts.length);
    for (let rank = 0; rank < numbers.length; rank++) ranks[numbers[rank]!] = rank;
    return ranks;
  }
}

/**
 * The numbers that the groups of all searches of a run share: most searches group much the same texts. Once there are many,
 * searches that begin get others, so that texts go when the searches do that hold them.
 */
export class SharedTexts {
  #texts = new TextNumbers();

  /** The numbers for a search that begins. */
  get current(): TextNumbers {
    if (this.#texts.size > mostShared) this.#texts = new TextNumbers();
    return this.#texts;
  }
}
