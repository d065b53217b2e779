/** Reads several ascending lists of distinct rows as one ascending list, without reading further than asked. */
export class RowMerge {
  readonly #lists: readonly Int32Array[];
  readonly #positions: Int32Array;
  /** Numbers of the lists that are not used up; a heap with the smallest next row first. */
  readonly #heap: number[];

  constructor(lists: readonly Int32Array[]) {
    this.#lists = lists;
    this.#positions = new Int32Array(lists.length);
    this.#heap = [...lists.keys()].filter((list) => lists[list]!.length > 0);
    for (let i = (this.#heap.length >> 1) - 1; i >= 0; i--) this.#sink(i);
  }

  /** The next row, or -1 at the end. */
  next(): number {
    const list = this.#heap[0];
    if (list === undefined) return -1;
    const row = this.#head(list);
    if (++this.#positions[list]! === this.#lists[list]!.length) {
      const last = this.#heap.pop()!;
      if (this.#heap.length > 0) this.#heap[0] = last;
    }
    this.#sink(0);
    return row;
  }

  #head(list: number): number {
    return this.#lists[list]![this.#positions[list]!]!;
  }

  #sink(from: number): void {
    const heap = this.#heap;
    const list = heap[from];
    if (list === undefined) return;
    const row = this.#head(list);
    let place = from;
    for (;;) {
      let child = 2 * place + 1;
      if (child >= heap.length) break;
      if (child + 1 < heap.length && this.#head(heap[child + 1]!) < this.#head(heap[child]!)) child++;
      if (this.#head(heap[child]!) >= row) break;
      heap[place] = heap[child]!;
      place = child;
    }
    heap[place] = list;
  }
}
