import type { CliIo } from './io.js';

const startAfter = 1_000;
const every = 100;
const width = 24;

/** A bar for work of a known number of steps: on a terminal only, and only after a second. */
export class ProgressBar {
  readonly #io: CliIo;
  readonly #what: string;
  readonly #begin: number;
  #last = 0;
  #shown = false;

  constructor(io: CliIo, what: string) {
    this.#io = io;
    this.#what = what;
    this.#begin = io.clock();
  }

  advance(done: number, total: number): void {
    if (!this.#io.stderr.isTerminal) return;
    const now = this.#io.clock();
    if (now - this.#begin < startAfter || now - this.#last < every) return;
    this.#last = now;
    this.#shown = true;
    const filled = total === 0 ? width : Math.round((width * done) / total);
    void this.#io.stderr.write(
      `\r\u001b[K${'█'.repeat(filled)}${'░'.repeat(width - filled)} ${done} of ${total} ${this.#what}`,
    );
  }

  /** Takes the bar away. */
  async finish(): Promise<void> {
    if (this.#shown) await this.#io.stderr.write('\r\u001b[K');
    this.#shown = false;
  }
}
