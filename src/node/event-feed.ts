import { stat } from 'node:fs/promises';
import { type Diagnostic, diagnostic } from '../diagnostics/diagnostic.js';
import { createLineFilter } from '../events/line-filter/create-filter.js';
import { defaultFilterSizes } from '../events/line-filter/filter-schedule.js';
import type { WantedTexts } from '../events/line-filter/line-filter.js';
import type { RawEvent } from '../events/raw-event.js';
import type { ReadReport } from '../events/read-report.js';
import { BlockThreads } from './block-threads.js';
import { inputPaths } from './input-paths.js';
import {
  defaultLeastForJobs,
  type EventInput,
  type EventReading,
  type ReadOptions,
  readEvents,
} from './read-events.js';

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
  #begun = false;
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

  /**
   * A pass from the beginning; with texts, lines that hold none of them are passed over unless the run is strict. They are not asked for
   * where nothing would be passed over.
   */
  open(wanted?: () => WantedTexts | undefined): AsyncIterable<readonly RawEvent[]> {
    if (this.#options.keep !== undefined) return this.#fromMemory(this.#options.keep);
    const first = !this.#begun;
    this.#begun = true;
    return this.#pass(first, wanted);
  }

  async *#pass(
    first: boolean,
    wanted: (() => WantedTexts | undefined) | undefined,
  ): AsyncGenerator<readonly RawEvent[]> {
    const passes = wanted !== undefined && this.#options.strict !== true;
    const largest = passes ? await largestSize(this.#inputs) : 0;
    const threads = this.#threadsFor(largest);
    try {
      const texts = largest > defaultFilterSizes.whole ? wanted?.() : undefined;
      const options =
        texts === undefined
          ? this.#options
          : { ...this.#options, passing: { filter: createLineFilter(texts) }, threads };
      yield* first ? this.#firstPass(options) : readEvents(this.#inputs, options);
    } finally {
      await threads?.close();
    }
  }

  /** Threads begin to start before it is known what lines are wanted: both take a moment. */
  #threadsFor(largest: number): BlockThreads | undefined {
    const { jobs = 1, leastForJobs = defaultLeastForJobs, threadModule } = this.#options;
    if (jobs < 2 || largest === Number.POSITIVE_INFINITY || largest < leastForJobs) return undefined;
    const threads = new BlockThreads(jobs, threadModule);
    threads.start();
    return threads;
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

/** Files that are looked at to tell whether some are large. */
const mostLookedAt = 1_000;

/** Bytes of the largest input, as far as is known; infinite where one may have any size. */
async function largestSize(inputs: readonly EventInput[]): Promise<number> {
  let looked = 0;
  let largest = 0;
  const entered = new Set<string>();
  for (const input of inputs) {
    if (typeof input !== 'string' || input === '-') return Number.POSITIVE_INFINITY;
    for await (const path of inputPaths(input, entered)) {
      if (looked++ === mostLookedAt) return Number.POSITIVE_INFINITY;
      const size = await stat(path.file).then(
        (status) => status.size,
        () => 0,
      );
      largest = Math.max(largest, size);
    }
  }
  return largest;
}
