import type { CliIo } from './io.js';

const startAfter = 1_000;
const every = 100;
const width = 24;

/** How far a run of tests has come: a bar on a terminal after a second, and with `verbose` a line per test. */
export class TestProgressLine {
  readonly #io: CliIo;
  readonly #verbose: boolean;
  readonly #bar: boolean;
  readonly #begin: number;
  #last = 0;
  #shown = false;

  constructor(io: CliIo, { verbose, quiet }: { readonly verbose: boolean; readonly quiet: boolean }) {
    this.#io = io;
    this.#verbose = verbose;
    this.#bar = io.stderr.isTerminal && !quiet;
    this.#begin = io.clock();
  }

  /** A test has ended. */
  advance(line: string, done: number, total: number): void {
    if (this.#verbose) void this.#io.stderr.write(`${this.#shown ? '\r\u001b[K' : ''}${line}\n`);
    const now = this.#io.clock();
    if (!this.#bar || now - this.#begin < startAfter || now - this.#last < every) return;
    this.#last = now;
    this.#shown = true;
    const filled = total === 0 ? width : Math.round((width * done) / total);
    void this.#io.stderr.write(
      `\r\u001b[K${'█'.repeat(filled)}${'░'.repeat(width - filled)} ${done} of ${total} tests`,
    );
  }

  /** Takes the bar away. */
  async finish(): Promise<void> {
    if (this.#shown) await this.#io.stderr.write('\r\u001b[K');
    this.#shown = false;
  }
}
