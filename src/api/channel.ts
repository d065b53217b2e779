/**
 * A queue between one writer and one reader with room for a few items: the writer waits while it is full, so that the
 * slowest reader sets the pace and memory stays bounded.
 */
export class Channel<T> {
  readonly #room: number;
  readonly #items: T[] = [];
  #ended = false;
  #closed = false;
  #failure: { readonly error: unknown } | undefined;
  #wakeReader: (() => void) | undefined;
  #wakeWriter: (() => void) | undefined;

  constructor(room = 2) {
    this.#room = room;
  }

  /** Whether the reader has gone; what is written then is dropped. */
  get closed(): boolean {
    return this.#closed;
  }

  /** Writes an item; undefined when there is room for more, else a promise to wait for. */
  push(item: T): Promise<void> | undefined {
    if (this.#closed) return undefined;
    this.#items.push(item);
    this.#wakeReader?.();
    if (this.#items.length < this.#room) return undefined;
    return new Promise((resolve) => {
      this.#wakeWriter = resolve;
    });
  }

  /** Nothing more will be written; with an error the reader gets that. */
  end(failure?: { readonly error: unknown }): void {
    this.#ended = true;
    this.#failure = failure;
    this.#wakeReader?.();
  }

  /** The reader wants nothing more. */
  close(): void {
    this.#closed = true;
    this.#items.length = 0;
    this.#wakeWriter?.();
    this.#wakeWriter = undefined;
  }

  /** The items in order, to be read once. */
  async *read(): AsyncGenerator<T> {
    try {
      for (;;) {
        const item = this.#items.shift();
        if (item !== undefined) {
          this.#wakeWriter?.();
          this.#wakeWriter = undefined;
          yield item;
        } else if (this.#failure !== undefined) throw this.#failure.error;
        else if (this.#ended) return;
        else {
          await new Promise<void>((resolve) => {
            this.#wakeReader = resolve;
          });
          this.#wakeReader = undefined;
        }
      }
    } finally {
      this.close();
    }
  }
}
