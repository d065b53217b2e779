import type { Stats } from 'node:fs';
import { type FileHandle, open } from 'node:fs/promises';
import type { ScannedBlock } from '../../api/passes/pass-rows.js';
import type { ScanOrder } from '../../api/passes/scan-order.js';
import type { EventReader, LineReading } from '../../events/event-reader.js';
import type { PassingOptions } from '../../events/format.js';
import { defaultFilterSizes } from '../../events/line-filter/filter-schedule.js';
import type { EventDefaults, RawEvent } from '../../events/raw-event.js';
import { type CuttingThreads, cuttingThreads, type ScanningThreads } from './block-trades.js';
import { detectPacking } from './compression.js';
import { backwards, headChunkBytes, readInBlocks, readScanned } from './file-blocks.js';

/** A file, and what is known about events that do not say it themselves. */
export interface FileInput {
  readonly name: string;
  readonly defaults: EventDefaults;
  readonly now: number | undefined;
}

export interface LargeFileOptions {
  /** See {@link EventReaderOptions.futureAfter}. */
  readonly futureAfter?: number | undefined;
  /** Zone of timestamps without one; default UTC. */
  readonly timeZone?: string | undefined;
  /** See {@link EventReaderOptions.passing}. */
  readonly passing?: PassingOptions | undefined;
  /** Threads that may read one file side by side; default 1. */
  readonly jobs?: number | undefined;
  /** Bytes of a file from which on it is read by several; default {@link defaultLeastForJobs}. */
  readonly leastForJobs?: number | undefined;
  /** The file of `block-worker.ts` as it is run; default: beside this one. */
  readonly threadModule?: URL | undefined;
  /** Threads that the caller has started and closes. */
  readonly threads?: CuttingThreads | undefined;
}

/** Where threads find the rows of listeners. */
export interface ScanOptions {
  /** They are started, and are closed by the caller. */
  readonly threads: ScanningThreads;
  readonly order: ScanOrder;
  /** Bytes of a file from which on it is read by them. */
  readonly leastBytes: number;
  /** Bytes of a block. */
  readonly block: number;
  /** Events of a file after which it shows whether they spare anything. */
  readonly tried: number;
}

/** What a file has been read with. */
export interface LargeFileRead {
  /** It is still to be ended. */
  readonly reader: EventReader;
  /** Why the system would not give all of it. */
  readonly failure: unknown;
}

/** Reads the rest of a file of whose beginning a reader has been given {@link headChunkBytes}. */
type ReadBlocks = (reader: EventReader, reading: LineReading) => AsyncIterable<RawEvent[] | ScannedBlock>;

/** One thread is done with less before another one has started. */
export const defaultLeastForJobs = 64 * 1024 * 1024;

/** Reads large files whose lines stand for themselves with several threads. */
export class LargeFiles {
  readonly #options: LargeFileOptions;
  readonly #maxRecordBytes: number;
  readonly #scan: ScanOptions | undefined;
  #threads: CuttingThreads | undefined;

  /** `scan`: threads find the rows of listeners; without it they cut out the lines that are not to be passed over. */
  constructor(options: LargeFileOptions, maxRecordBytes: number, scan: ScanOptions | undefined) {
    this.#options = options;
    this.#maxRecordBytes = maxRecordBytes;
    this.#scan = scan;
  }

  /** Ends the threads that it has started. */
  async close(): Promise<void> {
    await this.#threads?.close();
  }

  /** Reads a file of some size; undefined: it is still to be read, by one thread. `readerWith` makes the reader of the file. */
  async *read(
    input: FileInput,
    { size }: Stats,
    readerWith: (passing: PassingOptions) => EventReader,
  ): AsyncGenerator<RawEvent[] | ScannedBlock, LargeFileRead | undefined> {
    const { passing, jobs = 1, leastForJobs = defaultLeastForJobs } = this.#options;
    const scan = this.#scan;
    const least = Math.max(scan === undefined ? leastForJobs : scan.leastBytes, headChunkBytes);
    if ((scan ?? passing) === undefined || jobs < 2 || size < least) return undefined;
    const handle = await open(input.name, 'r').catch(() => undefined);
    if (handle === undefined) return undefined;
    const read = scan === undefined ? this.#cut(input, handle, size) : this.#scanned(input, handle, size, scan);
    const reader = readerWith(passing ?? { filter: undefined });
    let failure: unknown;
    try {
      const head = Buffer.allocUnsafe(headChunkBytes);
      const { bytesRead } = await handle.read(head, 0, headChunkBytes, 0);
      if (bytesRead < headChunkBytes || detectPacking(head) !== 'none') return undefined;
      const events = reader.push(head);
      const reading = reader.lines((from, to) => backwards(handle.fd, reading!.skippedMark, from, to));
      if (reading === undefined) return undefined;
      yield events;
      for await (const found of read(reader, reading)) yield found;
    } catch (error) {
      // Anything but a refusal of the system is a bug.
      if ((error as NodeJS.ErrnoException).syscall === undefined) throw error;
      failure = error;
    } finally {
      await handle.close();
    }
    return { reader, failure };
  }

  /** Reads the rest of a file of which threads cut out the wanted lines. */
  #cut({ name: file }: FileInput, handle: FileHandle, size: number): ReadBlocks {
    const { jobs = 1, threadModule, passing } = this.#options;
    if (this.#options.threads === undefined) this.#threads ??= cuttingThreads(jobs, threadModule);
    const threads = this.#options.threads ?? this.#threads!;
    threads.start();
    const sizes = passing!.sizes ?? defaultFilterSizes;
    const wanted = passing!.filter!.texts;
    const blocks = { file, handle, size, sizes, maxLineBytes: this.#maxRecordBytes, wanted };
    return (reader, reading) => readInBlocks(reader, reading, threads, blocks);
  }

  /** Reads the rest of a file in which threads find the rows of listeners. */
  #scanned(
    { name: file, defaults, now }: FileInput,
    handle: FileHandle,
    size: number,
    { threads, order, block, tried }: ScanOptions,
  ): ReadBlocks {
    const { timeZone = 'UTC', futureAfter } = this.#options;
    const maxRecordBytes = this.#maxRecordBytes;
    return (reader, lines) => {
      const reading = { file, format: reader.report.format!, defaults, now, timeZone, futureAfter, maxRecordBytes };
      return readScanned(reader, lines, threads, { file, handle, size, block, tried, order, reading });
    };
  }
}
