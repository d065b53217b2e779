/** The last few items of a stream, by age. */
export class Ring<T> {
  readonly #items: T[] = [];
  readonly #capacity: number;
  #next = 0;

  /** Holds at most `capacity` (at least 1) items. */
  constructor(capacity: number) {
    this.#capacity = capacity;
  }

  get full(): boolean {
    return this.#items.length === this.#capacity;
  }

  /** The item that came `age` items ago: 1 is the last one. Undefined when there were not so many. */
  ago(age: number): T | undefined {
    const { length } = this.#items;
    if (age < 1 || age > length) return undefined;
    return this.#items[(this.#next - age + 2 * this.#capacity) % this.#capacity];
  }

  push(item: T): void {
    if (this.#items.length < this.#capacity) this.#items.push(item);
    else this.#items[this.#next] = item;
    this.#next = (this.#next + 1) % this.#capacity;
  }
}
