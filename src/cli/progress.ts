import { stat } from 'node:fs/promises';
import type { RawEvent } from '../events/raw-event.js';
import type { CliIo } from './io.js';

const startAfter = 1_000;
const every = 150;

/** A line on the terminal that says how far reading has come; shown after a second, and only on a terminal. */
export class Progress {
  readonly #io: CliIo;
  readonly #begin: number;
  readonly #sizes = new Map<string, number>();
  #total = 0;
  #done = 0;
  #events = 0;
  #file = '';
  #offset = 0;
  #last = 0;
  #shown = false;

  constructor(io: CliIo) {
    this.#io = io;
    this.#begin = io.clock();
  }

  /** Sizes of the plain files among the inputs; without them only events are counted. */
  async measure(paths: readonly string[]): Promise<void> {
    if (!this.#io.stderr.isTerminal) return;
    for (const path of paths) {
      try {
        const found = await stat(path);
        if (!found.isFile()) return this.#forget();
        this.#sizes.set(path, found.size);
        this.#total += found.size;
      } catch {
        return this.#forget();
      }
    }
  }

  #forget(): void {
    this.#total = 0;
  }

  /** A batch has been read; also of so many events of which no more is known. */
  advance(batch: readonly RawEvent[], others = 0): void {
    if (!this.#io.stderr.isTerminal) return;
    this.#events += batch.length + others;
    const origin = batch.at(-1)?.origin;
    if (origin !== undefined) {
      if (origin.file !== this.#file) {
        this.#done += this.#sizes.get(this.#file) ?? 0;
        this.#file = origin.file;
      }
      this.#offset = origin.offset;
    }
    const now = this.#io.clock();
    if (now - this.#begin < startAfter || now - this.#last < every) return;
    this.#last = now;
    this.#shown = true;
    void this.#io.stderr.write(`\r\u001b[K${this.#text()}`);
  }

  #text(): string {
    const events = `${this.#events.toLocaleString('en')} events`;
    if (this.#total === 0) return events;
    const share = Math.min(1, (this.#done + this.#offset) / this.#total);
    const filled = Math.round(share * 24);
    return `${'█'.repeat(filled)}${'░'.repeat(24 - filled)} ${Math.floor(share * 100)} %  ${events}`;
  }

  /** Takes the line away. */
  async finish(): Promise<void> {
    if (this.#shown) await this.#io.stderr.write('\r\u001b[K');
    this.#shown = false;
  }
}
