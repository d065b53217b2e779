/**
 * Hands items from one writer to one reader, one at a time. The writer goes on when the reader asks for the next, so that the
 * slowest reader sets the pace and memory stays bounded.
 */
export class Channel<T> {
  readonly #onWait: () => void;
  #item: { readonly value: T } | undefined;
  #ended = false;
  #closed = false;
  #failure: { readonly error: unknown } | undefined;
  #wakeReader: (() => void) | undefined;

  /** `onWait` is told whenever the reader asks for an item that is not there yet. */
  constructor(onWait: () => void) {
    this.#onWait = onWait;
  }

  /** Whether the reader has gone; what is written then is dropped. */
  get closed(): boolean {
    return this.#closed;
  }

  /** Writes an item; the one before must have been read. */
  push(value: T): void {
    if (this.#closed) return;
    if (this.#item !== undefined) throw new Error('The item before was not read yet.');
    this.#item = { value };
    this.#wakeReader?.();
  }

  /** Nothing more will be written; with an error the reader gets that. */
  end(failure?: { readonly error: unknown }): void {
    if (this.#ended) return;
    this.#ended = true;
    this.#failure = failure;
    this.#wakeReader?.();
  }

  /** The items in order, to be read once. */
  async *read(): AsyncGenerator<T> {
    try {
      for (;;) {
        const item = this.#item;
        if (item !== undefined) {
          this.#item = undefined;
          yield item.value;
        } else if (this.#failure !== undefined) throw this.#failure.error;
        else if (this.#ended) return;
        else {
          await new Promise<void>((resolve) => {
            this.#wakeReader = resolve;
            this.#onWait();
          });
          this.#wakeReader = undefined;
        }
      }
    } finally {
      this.#closed = true;
      this.#item = undefined;
    }
  }
}
