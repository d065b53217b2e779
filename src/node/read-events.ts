import type { Stats } from 'node:fs';
import { type FileHandle, open, stat } from 'node:fs/promises';
import type { ScannedBlock } from '../api/pass-rows.js';
import type { ScanOrder } from '../api/scan-order.js';
import { type Diagnostic, diagnostic } from '../diagnostics/diagnostic.js';
import { defaultMaxRecordBytes, EventReader, type LineReading } from '../events/event-reader.js';
import type { EventFormat, PassingOptions } from '../events/format.js';
import { formats } from '../events/formats/index.js';
import { xml } from '../events/formats/xml.js';
import { defaultFilterSizes } from '../events/line-filter/filter-schedule.js';
import type { EventDefaults, RawEvent } from '../events/raw-event.js';
import type { ReadReport } from '../events/read-report.js';
import { formatByName } from '../events/recognise.js';
import { reportDiagnostics } from '../events/report-diagnostics.js';
import { type CuttingThreads, cuttingThreads, type ScanningThreads } from './block-trades.js';
import { fileBytes, quickBytes, quickFileBytes, streamBytes } from './byte-source.js';
import { detectPacking, gunzip, packingSampleBytes, UnpackError, unzstd } from './compression.js';
import { DatasetDefaults } from './dataset-defaults.js';
import { type EvtxSupport, evtxRecords, loadEvtxSupport } from './evtx.js';
import { backwards, headChunkBytes, readInBlocks, readScanned, runBytes } from './file-blocks.js';
import { makeObjectsYoung } from './heap-settings.js';
import { failureText, inputPaths } from './input-paths.js';
import { joinedHead } from './peek.js';
import { unzip } from './unzip.js';

/** A file, a folder, `-` for standard input, or bytes from anywhere with a name for messages. */
export type EventInput = string | { readonly name: string; readonly bytes: AsyncIterable<Uint8Array> };

export interface ReadOptions {
  /** The name of a format, instead of recognising it. */
  readonly format?: string | undefined;
  /** Metadata from flags, for events that state none; they win over the YAML beside a log. */
  readonly defaults?: EventDefaults | undefined;
  /** Epoch seconds for timestamps without a year; default: when the file was last changed. */
  readonly now?: number | undefined;
  /** See {@link EventReaderOptions.futureAfter}. */
  readonly futureAfter?: number | undefined;
  /** Zone of timestamps without one; default UTC. */
  readonly timeZone?: string | undefined;
  /** Bad lines, cut lines and broken files are errors instead of warnings. */
  readonly strict?: boolean | undefined;
  readonly maxRecordBytes?: number | undefined;
  readonly badLineExamples?: number | undefined;
  /** Events per batch at most; default 1024. */
  readonly batchSize?: number | undefined;
  /** Whether YAML beside a log is looked at; default true. */
  readonly datasetDefaults?: boolean | undefined;
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
  /** Replaces the loading of the optional EVTX package. */
  readonly loadEvtx?: (() => Promise<EvtxSupport | undefined>) | undefined;
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
}

/** Events in batches, to be iterated once. Reports and diagnostics grow while files are finished. */
export interface EventReading<Item = RawEvent[]> extends AsyncIterable<Item> {
  readonly reports: readonly ReadReport[];
  readonly diagnostics: readonly Diagnostic[];
}

/**
 * Reads events from files and folders, in the order given. Unpacks gzip, Zstandard, zip and EVTX by content; what cannot
 * be read is a diagnostic and the rest goes on. Memory is bounded by the batch size and the largest record.
 */
export function readEvents(inputs: readonly EventInput[], options: ReadOptions = {}): EventReading {
  // Blocks come of a scan only.
  return new Reading(inputs, options) as EventReading;
}

/** The same where threads find the rows of listeners in large files. */
export function scanEvents(
  inputs: readonly EventInput[],
  options: ReadOptions,
  scan: ScanOptions,
): EventReading<RawEvent[] | ScannedBlock> {
  return new Reading(inputs, options, scan);
}

interface PlainInput {
  readonly name: string;
  readonly bytes: AsyncIterable<Uint8Array>;
  readonly defaults: EventDefaults;
  readonly now: number | undefined;
}

/** Reads the rest of a file of whose beginning a reader has been given {@link headChunkBytes}. */
type ReadBlocks = (reader: EventReader, reading: LineReading) => AsyncIterable<RawEvent[] | ScannedBlock>;

const maximumLayers = 4;

/** Events that are worth an await. */
const leastBatch = 64;
/** One thread is done with less before another one has started. */
export const defaultLeastForJobs = 64 * 1024 * 1024;

class Reading implements EventReading<RawEvent[] | ScannedBlock> {
  readonly reports: ReadReport[] = [];
  readonly diagnostics: Diagnostic[] = [];
  readonly #batchSize: number;
  readonly #maxRecordBytes: number;
  readonly #datasets = new DatasetDefaults((found) => this.diagnostics.push(found));
  #evtx: Promise<EvtxSupport | undefined> | undefined;
  #format: EventFormat | undefined;
  #threads: CuttingThreads | undefined;
  #room: Uint8Array | undefined;

  constructor(
    private readonly inputs: readonly EventInput[],
    private readonly options: ReadOptions,
    private readonly scan?: ScanOptions,
  ) {
    this.#batchSize = options.batchSize ?? 1024;
    this.#maxRecordBytes = options.maxRecordBytes ?? defaultMaxRecordBytes;
  }

  async *[Symbol.asyncIterator](): AsyncGenerator<RawEvent[] | ScannedBlock> {
    makeObjectsYoung();
    const { format } = this.options;
    if (format !== undefined) {
      this.#format = formatByName(format);
      if (this.#format === undefined) {
        const known = formats.map(({ name }) => name).join(', ');
        this.diagnostics.push(diagnostic('unknown-event-format', { name: format, known }));
        return;
      }
    }
    try {
      yield* this.#batched(this.#all());
    } finally {
      await this.#threads?.close();
    }
  }

  /** Joins small runs of events and cuts large ones, so that every batch but the last is worth its await. */
  async *#batched(runs: AsyncIterable<RawEvent[] | ScannedBlock>): AsyncGenerator<RawEvent[] | ScannedBlock> {
    const least = Math.min(leastBatch, this.#batchSize);
    let held: RawEvent[] = [];
    for await (const run of runs) {
      if ('scanned' in run) {
        if (held.length > 0) yield held;
        held = [];
        yield run;
        continue;
      }
      if (run.length === 0) continue;
      if (held.length > 0) for (const event of run) held.push(event);
      else held = run;
      if (held.length < least) continue;
      let at = 0;
      while (held.length - at >= least) {
        const end = Math.min(held.length, at + this.#batchSize);
        yield at === 0 && end === held.length ? held : held.slice(at, end);
        at = end;
      }
      held = at === held.length ? [] : held.slice(at);
    }
    if (held.length > 0) yield held;
  }

  async *#all(): AsyncGenerator<RawEvent[] | ScannedBlock> {
    const entered = new Set<string>();
    for (const input of this.inputs) {
      if (typeof input !== 'string')
        yield* this.#guarded({ ...this.#plain(input.name, {}, undefined), bytes: input.bytes });
      else if (input === '-') {
        yield* this.#guarded({ ...this.#plain('-', {}, undefined), bytes: streamBytes(process.stdin) });
      } else {
        for await (const path of inputPaths(input, entered)) {
          if ('failure' in path) this.#unreadable(path.file, path.failure);
          else yield* this.#file(path.file);
        }
      }
    }
  }

  async *#file(file: string): AsyncGenerator<RawEvent[] | ScannedBlock> {
    let status: Stats;
    try {
      status = await stat(file);
    } catch (error) {
      this.#unreadable(file, failureText(error));
      return;
    }
    const beside = this.options.datasetDefaults === false ? {} : await this.#datasets.of(file);
    const plain = this.#plain(file, beside, status.mtimeMs / 1000);
    if (!(yield* this.#inBlocks(plain, status))) yield* this.#guarded({ ...plain, bytes: this.#bytesOf(file, status) });
  }

  #bytesOf(file: string, status: Stats): AsyncIterable<Uint8Array> {
    const filter = this.options.passing?.filter;
    if (filter === undefined || !status.isFile()) return fileBytes(file);
    this.#room ??= filter.room(quickBytes);
    return quickFileBytes(file, this.#room);
  }

  /** Reads a large file with several threads where its lines stand for themselves; false: it is still to be read. */
  async *#inBlocks(
    input: Omit<PlainInput, 'bytes'>,
    { size }: Stats,
  ): AsyncGenerator<RawEvent[] | ScannedBlock, boolean> {
    const { passing, jobs = 1, leastForJobs = defaultLeastForJobs } = this.options;
    const { name: file } = input;
    const least = this.scan !== undefined ? this.scan.leastBytes : leastForJobs;
    if ((this.scan ?? passing) === undefined || jobs < 2 || size < Math.max(least, headChunkBytes)) return false;
    const handle = await open(file, 'r').catch(() => undefined);
    if (handle === undefined) return false;
    const read =
      this.scan === undefined ? this.#cut(input, handle, size) : this.#scanned(input, handle, size, this.scan);
    const reader = this.#reader({ ...input, bytes: noBytes }, this.#format, passing ?? { filter: undefined });
    let failure: unknown;
    try {
      const head = Buffer.allocUnsafe(headChunkBytes);
      const { bytesRead } = await handle.read(head, 0, headChunkBytes, 0);
      if (bytesRead < headChunkBytes || detectPacking(head) !== 'none') return false;
      const events = reader.push(head);
      const reading = reader.lines((from, to) => backwards(handle.fd, reading!.skippedMark, from, to));
      if (reading === undefined) return false;
      yield events;
      for await (const found of read(reader, reading)) yield found;
    } catch (error) {
      // Anything but a refusal of the system is a bug.
      if ((error as NodeJS.ErrnoException).syscall === undefined) throw error;
      failure = error;
    } finally {
      await handle.close();
    }
    yield reader.end();
    this.#finish(reader.report);
    if (failure !== undefined) this.#unreadable(file, failureText(failure));
    return true;
  }

  /** Reads the rest of a file of which threads cut out the wanted lines. */
  #cut({ name: file }: Omit<PlainInput, 'bytes'>, handle: FileHandle, size: number): ReadBlocks {
    const { jobs = 1, threadModule, passing } = this.options;
    if (this.options.threads === undefined) this.#threads ??= cuttingThreads(jobs, threadModule);
    const threads = this.options.threads ?? this.#threads!;
    threads.start();
    const sizes = passing!.sizes ?? defaultFilterSizes;
    const wanted = passing!.filter!.texts;
    const blocks = { file, handle, size, sizes, maxLineBytes: this.#maxRecordBytes, wanted };
    return (reader, reading) => readInBlocks(reader, reading, threads, blocks);
  }

  /** Reads the rest of a file in which threads find the rows of listeners. */
  #scanned(
    { name: file, defaults, now }: Omit<PlainInput, 'bytes'>,
    handle: FileHandle,
    size: number,
    { threads, order, block }: ScanOptions,
  ): ReadBlocks {
    const { timeZone = 'UTC', futureAfter } = this.options;
    const maxRecordBytes = this.#maxRecordBytes;
    return (reader, lines) => {
      const reading = { file, format: reader.report.format!, defaults, now, timeZone, futureAfter, maxRecordBytes };
      return readScanned(reader, lines, threads, { file, handle, size, block, order, reading });
    };
  }

  #plain(name: string, beside: EventDefaults, changed: number | undefined): Omit<PlainInput, 'bytes'> {
    return { name, defaults: { ...beside, ...given(this.options.defaults) }, now: this.options.now ?? changed };
  }

  /** Failures of the system while an input is read end that input only. */
  async *#guarded(input: PlainInput): AsyncGenerator<RawEvent[]> {
    const source = input.bytes[Symbol.asyncIterator]();
    let failure: unknown;
    const bytes: AsyncIterable<Uint8Array> = {
      async *[Symbol.asyncIterator]() {
        try {
          for (let step = await source.next(); step.done !== true; step = await source.next()) yield step.value;
        } catch (error) {
          failure = error;
        }
      },
    };
    try {
      yield* this.#unpacked({ ...input, bytes });
    } finally {
      await source.return?.();
    }
    if (failure !== undefined) this.#unreadable(input.name, failureText(failure));
  }

  async *#unpacked(input: PlainInput, layers = 0): AsyncGenerator<RawEvent[]> {
    const { head, bytes } = await joinedHead(input.bytes, packingSampleBytes);
    const packing = detectPacking(head);
    // There are files that unpack to themselves.
    if (layers > maximumLayers) this.#unreadable(input.name, `compressed more than ${maximumLayers} times over`);
    else if (packing === 'gzip') yield* this.#unpacked({ ...input, bytes: gunzip(bytes) }, layers + 1);
    else if (packing === 'zstd') yield* this.#unpacked({ ...input, bytes: unzstd(bytes) }, layers + 1);
    else if (packing === 'zip') yield* this.#zipped({ ...input, bytes });
    else if (packing === 'evtx') yield* this.#evtxFile({ ...input, bytes });
    else yield* this.#text({ ...input, bytes });
  }

  async *#text(input: PlainInput): AsyncGenerator<RawEvent[]> {
    const reader = this.#reader(input, this.#format);
    let broken: string | undefined;
    try {
      for await (const chunk of input.bytes) {
        const run = this.options.passing === undefined ? runBytes : chunk.length;
        for (let at = 0; at < chunk.length; at += run) yield reader.push(chunk.subarray(at, at + run));
      }
    } catch (error) {
      if (!(error instanceof UnpackError)) throw error;
      broken = error.message;
    }
    yield reader.end(broken);
    this.#finish(reader.report);
  }

  async *#zipped(input: PlainInput): AsyncGenerator<RawEvent[]> {
    let reader: EventReader | undefined;
    let broken: string | undefined;
    let members = 0;
    try {
      for await (const step of unzip(input.bytes)) {
        if ('bytes' in step) {
          if (reader !== undefined) yield reader.push(step.bytes);
          continue;
        }
        if (reader !== undefined) yield* this.#endOf(reader, undefined);
        members++;
        reader = this.#reader({ ...input, name: `${input.name}!${step.member}` }, this.#format);
      }
    } catch (error) {
      if (!(error instanceof UnpackError)) throw error;
      broken = error.message;
    }
    if (reader !== undefined) yield* this.#endOf(reader, broken);
    else if (broken !== undefined || members === 0) this.#unreadable(input.name, broken ?? 'the archive is empty');
  }

  async *#endOf(reader: EventReader, broken: string | undefined): AsyncGenerator<RawEvent[]> {
    yield reader.end(broken);
    this.#finish(reader.report);
  }

  async *#evtxFile(input: PlainInput): AsyncGenerator<RawEvent[]> {
    this.#evtx ??= (this.options.loadEvtx ?? loadEvtxSupport)();
    const support = await this.#evtx;
    if (support === undefined) {
      this.diagnostics.push(diagnostic('evtx-support-missing', { file: input.name }));
      return;
    }
    const reader = this.#reader(input, xml);
    let failures = 0;
    let firstFailure = '';
    let broken: string | undefined;
    try {
      for await (const steps of evtxRecords(input.bytes, support)) {
        let text = '';
        for (const step of steps) {
          if ('xml' in step) text += `${step.xml}\n`;
          else if (failures++ === 0) firstFailure = `${step.failure} (chunk ${step.chunk})`;
        }
        yield reader.push(Buffer.from(text));
      }
    } catch (error) {
      if (!(error instanceof UnpackError)) throw error;
      broken = error.message;
    }
    if (failures > 0) broken ??= `${failures} damaged record(s) or chunk(s), first: ${firstFailure}`;
    yield* this.#endOf(reader, broken);
  }

  #reader(input: PlainInput, format: EventFormat | undefined, passing = this.options.passing): EventReader {
    const { futureAfter, timeZone, badLineExamples } = this.options;
    return new EventReader({
      file: input.name,
      format,
      defaults: input.defaults,
      now: input.now,
      futureAfter,
      timeZone,
      maxRecordBytes: this.#maxRecordBytes,
      badLineExamples,
      passing,
    });
  }

  #finish(report: ReadReport): void {
    this.reports.push(report);
    const settings = { strict: this.options.strict === true, maxRecordBytes: this.#maxRecordBytes };
    this.diagnostics.push(...reportDiagnostics(report, settings));
  }

  #unreadable(file: string, reason: string): void {
    this.diagnostics.push(diagnostic('unreadable-input', { file, reason }));
  }
}

/** Flags that were not given must not hide what the YAML says. */
function given(defaults: EventDefaults | undefined): EventDefaults {
  if (defaults === undefined) return {};
  return Object.fromEntries(Object.entries(defaults).filter(([, value]) => value !== undefined));
}

const noBytes: AsyncIterable<Uint8Array> = { async *[Symbol.asyncIterator]() {} };
