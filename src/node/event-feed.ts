import { type Diagnostic, diagnostic } from '../diagnostics/diagnostic.js';
import { createLineFilter } from '../events/line-filter/create-filter.js';
import type { WantedTexts } from '../events/line-filter/line-filter.js';
import type { RawEvent } from '../events/raw-event.js';
import type { ReadReport } from '../events/read-report.js';
import { type EventInput, type EventReading, type ReadOptions, readEvents } from './read-events.js';

export interface EventFeedOptions extends ReadOptions {
  /** Some input can be read once only and some search reads it again: events are kept, at most this many. */
  readonly keep?: number;
  /** Told after each batch of the first pass. */
  readonly onBatch?: (events: readonly RawEvent[]) => void;
}

/** The events of a run. Files are read again for each pass; reports and diagnostics are those of the first. */
export class EventFeed {
  readonly #inputs: readonly EventInput[];
  readonly #options: EventFeedOptions;
  readonly #notes: Diagnostic[] = [];
  #first: EventReading | undefined;
  #held: Promise<RawEvent[][]> | undefined;
  #events = 0;

  constructor(inputs: readonly EventInput[], options: EventFeedOptions) {
    this.#inputs = inputs;
    this.#options = options;
  }

  /** Events read in the first pass. */
  get events(): number {
    return this.#events;
  }

  get reports(): readonly ReadReport[] {
    return this.#first?.reports ?? [];
  }

  get diagnostics(): readonly Diagnostic[] {
    return [...(this.#first?.diagnostics ?? []), ...this.#notes];
  }

  /** A pass from the beginning; with texts, lines that hold none of them are passed over unless the run is strict. */
  open(wanted?: WantedTexts): AsyncIterable<readonly RawEvent[]> {
    if (this.#options.keep !== undefined) return this.#fromMemory(this.#options.keep);
    const passes = wanted !== undefined && this.#options.strict !== true;
    const options = passes ? { ...this.#options, passing: { filter: createLineFilter(wanted) } } : this.#options;
    return this.#first === undefined ? this.#firstPass(options) : readEvents(this.#inputs, options);
  }

  async *#firstPass(options: EventFeedOptions): AsyncGenerator<RawEvent[]> {
    this.#first = readEvents(this.#inputs, options);
    for await (const batch of this.#first) {
      this.#events += batch.length;
      this.#options.onBatch?.(batch);
      yield batch;
    }
  }

  async *#fromMemory(limit: number): AsyncGenerator<RawEvent[]> {
    this.#held ??= this.#hold(limit);
    yield* await this.#held;
  }

  async #hold(limit: number): Promise<RawEvent[][]> {
    const held: RawEvent[][] = [];
    for await (const batch of this.#firstPass(this.#options)) {
      held.push(batch);
      if (this.#events < limit) continue;
      const message = `A search reads standard input several times; only the first ${this.#events} events could be kept for that. Raise it with limits.heldRows, or give a file.`;
      this.#notes.push(diagnostic('run-note', { message }));
      break;
    }
    return held;
  }
}
