/**
 * The time in which one of many searches works while the others wait: from being given something until it waits for more, or
 * has ended. Searches that take turns can be timed, and none holds more than what it was given.
 */
export class Turn {
  #end: (() => void) | undefined;
  #over = false;

  /** Begins a turn; resolves when it ends, at once for a search that has ended. */
  begin(): Promise<void> {
    if (this.#over) return Promise.resolve();
    return new Promise((resolve) => {
      this.#end = resolve;
    });
  }

  /** The search waits for more. */
  end(): void {
    this.#end?.();
    this.#end = undefined;
  }

  /** The search has ended: there are no further turns. */
  finish(): void {
    this.#over = true;
    this.end();
  }
}
