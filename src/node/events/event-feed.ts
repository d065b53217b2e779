import { stat } from 'node:fs/promises';
import type { PassItem, ScannedBlock } from '../../api/passes/pass-rows.js';
import { manyListeners, type SharedScan } from '../../api/passes/shared-passes.js';
import { type Diagnostic, diagnostic } from '../../diagnostics/diagnostic.js';
import { createLineFilter } from '../../events/line-filter/create-filter.js';
import { defaultFilterSizes } from '../../events/line-filter/filter-schedule.js';
import type { WantedTexts } from '../../events/line-filter/line-filter.js';
import type { RawEvent } from '../../events/raw-event.js';
import type { ReadReport } from '../../events/read-report.js';
import { charactersPerValue, type Limits } from '../../values/limits.js';
import { type CuttingThreads, cuttingThreads, type ScanningThreads, scanningThreads } from './block-trades.js';
import { inputPaths } from './input-paths.js';
import { defaultLeastForJobs } from './large-files.js';
import { type EventInput, type EventReading, type ReadOptions, readEvents, scanEvents } from './read-events.js';

export interface ScanSizes {
  /** Bytes of the largest file from which on it pays: threads have to make everything ready by themselves. */
  readonly leastBytes: number;
  /** Bytes that a thread works on at a time: the more, the more rows can be merged; the fewer, the less waits for its turn. */
  readonly block: number;
}

/** When threads find the rows of listeners, and how. */
export interface ScanSettings {
  /** Listeners that are many. */
  readonly leastListeners: number;
  /** For many listeners, and for fewer. */
  readonly many: ScanSizes;
  readonly few: ScanSizes;
  /** Events of a file after which it shows whether threads spare anything. */
  readonly tried: number;
  /** The file of `scan-worker.ts` as it is run; default: beside the others of its folder. */
  readonly module?: URL | undefined;
}

export const defaultScanSettings: ScanSettings = {
  leastListeners: manyListeners,
  many: { leastBytes: 32 << 20, block: 512 << 10 },
  few: { leastBytes: 64 << 20, block: 2 << 20 },
  tried: 8_192,
};

export interface EventFeedOptions extends ReadOptions {
  /** Default: {@link defaultScanSettings}. */
  readonly scanning?: ScanSettings | undefined;
  /** Some input can be read once only and some search reads it again: events are kept, within these limits. */
  readonly keep?: Limits;
  /** Told after each batch of the first pass, also of events whose lines were read elsewhere. */
  readonly onBatch?: (events: readonly RawEvent[], elsewhere: number) => void;
}

/**
 * The events of a run. Files are read again for each pass; reports and diagnostics are those of the first. Threads that find rows stay
 * from one pass to the next, as they have made ready what they need and have warmed to their work: whoever opens passes with a scan
 * closes the feed.
 */
export class EventFeed {
  readonly #inputs: readonly EventInput[];
  readonly #options: EventFeedOptions;
  readonly #notes: Diagnostic[] = [];
  #first: EventReading<unknown> | undefined;
  #begun = false;
  #held: Promise<RawEvent[][]> | undefined;
  #events = 0;
  /** Those that find rows. */
  #threads: ScanningThreads | undefined;

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
   * where nothing would be passed over. With a scan, threads find the rows of listeners in large files.
   */
  open(): AsyncIterable<readonly RawEvent[]>;
  open(wanted?: () => WantedTexts | undefined, scan?: SharedScan): AsyncIterable<PassItem>;
  open(wanted?: () => WantedTexts | undefined, scan?: SharedScan): AsyncIterable<PassItem> {
    if (this.#options.keep !== undefined) return this.#fromMemory(this.#options.keep);
    const first = !this.#begun;
    this.#begun = true;
    return this.#pass(first, wanted, scan);
  }

  /** Ends the threads. */
  async close(): Promise<void> {
    await this.#threads?.close();
    this.#threads = undefined;
  }

  async *#pass(
    first: boolean,
    wanted: (() => WantedTexts | undefined) | undefined,
    scan: SharedScan | undefined,
  ): AsyncGenerator<PassItem> {
    const passes = wanted !== undefined && this.#options.strict !== true;
    const largest = passes ? await largestSize(this.#inputs) : 0;
    // Threads begin to start before it is known what lines are wanted, which takes a moment, where it is likely that some are not.
    const sizes = this.#scanSizes(scan, largest);
    const { many, tried, module } = this.#scanning;
    let cutting = sizes === many ? undefined : this.#cuttingThreads(largest);
    try {
      const texts = largest > defaultFilterSizes.whole ? wanted?.() : undefined;
      if (texts !== undefined) {
        cutting ??= this.#cuttingThreads(largest);
        const options = { ...this.#options, passing: { filter: createLineFilter(texts) }, threads: cutting };
        yield* this.#read(first, readEvents(this.#inputs, options));
        return;
      }
      if (scan === undefined || sizes === undefined || (sizes !== many && !scan.sparesEvents())) {
        yield* this.#read(first, readEvents(this.#inputs, this.#options));
        return;
      }
      await cutting?.close();
      cutting = undefined;
      this.#threads ??= scanningThreads(this.#options.jobs ?? 1, scan.knowledge, module);
      this.#threads.start();
      const scanned = { threads: this.#threads, order: scan.order(), ...sizes, tried };
      yield* this.#read(first, scanEvents(this.#inputs, this.#options, scanned));
    } finally {
      await cutting?.close();
    }
  }

  get #scanning(): ScanSettings {
    return this.#options.scanning ?? defaultScanSettings;
  }

  /** With what sizes threads find the rows; undefined where the input is too small for that. */
  #scanSizes(scan: SharedScan | undefined, largest: number): ScanSizes | undefined {
    const { leastListeners, many, few } = this.#scanning;
    if (scan === undefined || (this.#options.jobs ?? 1) < 2 || largest === Number.POSITIVE_INFINITY) return undefined;
    const sizes = scan.listeners >= leastListeners ? many : few;
    return largest >= sizes.leastBytes ? sizes : undefined;
  }

  #cuttingThreads(largest: number): CuttingThreads | undefined {
    const { jobs = 1, leastForJobs = defaultLeastForJobs, threadModule } = this.#options;
    if (jobs < 2 || largest === Number.POSITIVE_INFINITY || largest < leastForJobs) return undefined;
    const threads = cuttingThreads(jobs, threadModule);
    threads.start();
    return threads;
  }

  async *#read<Item extends RawEvent[] | ScannedBlock>(
    first: boolean,
    reading: EventReading<Item>,
  ): AsyncGenerator<Item> {
    if (!first) {
      yield* reading;
      return;
    }
    this.#first = reading;
    for await (const item of reading) {
      const [events, elsewhere] = 'scanned' in item ? [item.events, item.passed] : [item, 0];
      this.#events += events.length + elsewhere;
      this.#options.onBatch?.(events, elsewhere);
      yield item;
    }
  }

  async *#fromMemory(limits: Limits): AsyncGenerator<RawEvent[]> {
    this.#held ??= this.#hold(limits);
    yield* await this.#held;
  }

  async #hold({ heldRows, heldValues }: Limits): Promise<RawEvent[][]> {
    const held: RawEvent[][] = [];
    let characters = 0;
    for await (const batch of this.#read(true, readEvents(this.#inputs, this.#options))) {
      held.push(batch);
      for (const { raw } of batch) characters += raw.length;
      const full = characters >= heldValues * charactersPerValue ? 'heldValues' : 'heldRows';
      if (full === 'heldRows' && this.#events < heldRows) continue;
      const message = `A search reads standard input several times; only the first ${this.#events} events could be kept for that. Raise it with limits.${full}, or give a file.`;
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
