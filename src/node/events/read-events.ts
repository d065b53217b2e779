import type { Stats } from 'node:fs';
import { stat } from 'node:fs/promises';
import type { ScannedBlock } from '../../api/passes/pass-rows.js';
import { type Diagnostic, diagnostic } from '../../diagnostics/diagnostic.js';
import { defaultMaxRecordBytes, EventReader } from '../../events/event-reader.js';
import type { EventFormat } from '../../events/format.js';
import { formats } from '../../events/formats/index.js';
import { xml } from '../../events/formats/xml.js';
import type { EventDefaults, RawEvent } from '../../events/raw-event.js';
import type { ReadReport } from '../../events/read-report.js';
import { formatByName } from '../../events/recognise.js';
import { reportDiagnostics } from '../../events/report-diagnostics.js';
import { fileBytes, quickBytes, quickFileBytes, streamBytes } from './byte-source.js';
import { detectPacking, gunzip, packingSampleBytes, UnpackError, unzstd } from './compression.js';
import { DatasetDefaults } from './dataset-defaults.js';
import { type EvtxSupport, evtxRecords, loadEvtxSupport } from './evtx.js';
import { runBytes } from './file-blocks.js';
import { makeObjectsYoung } from './heap-settings.js';
import { failureText, inputPaths } from './input-paths.js';
import { type FileInput, type LargeFileOptions, LargeFiles, type ScanOptions } from './large-files.js';
import { joinedHead } from './peek.js';
import { unzip } from './unzip.js';

/** A file, a folder, `-` for standard input, or bytes from anywhere with a name for messages. */
export type EventInput = string | { readonly name: string; readonly bytes: AsyncIterable<Uint8Array> };

export interface ReadOptions extends LargeFileOptions {
  /** The name of a format, instead of recognising it. */
  readonly format?: string | undefined;
  /** Metadata from flags, for events that state none; they win over the YAML beside a log. */
  readonly defaults?: EventDefaults | undefined;
  /** Epoch seconds for timestamps without a year; default: when the file was last changed. */
  readonly now?: number | undefined;
  /** Bad lines, cut lines and broken files are errors instead of warnings. */
  readonly strict?: boolean | undefined;
  readonly maxRecordBytes?: number | undefined;
  readonly badLineExamples?: number | undefined;
  /** Events per batch at most; default 1024. */
  readonly batchSize?: number | undefined;
  /** Whether YAML beside a log is looked at; default true. */
  readonly datasetDefaults?: boolean | undefined;
  /** Replaces the loading of the optional EVTX package. */
  readonly loadEvtx?: (() => Promise<EvtxSupport | undefined>) | undefined;
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

interface PlainInput extends FileInput {
  readonly bytes: AsyncIterable<Uint8Array>;
}

const maximumLayers = 4;

/** Events that are worth an await. */
const leastBatch = 64;
class Reading implements EventReading<RawEvent[] | ScannedBlock> {
  readonly reports: ReadReport[] = [];
  readonly diagnostics: Diagnostic[] = [];
  readonly #batchSize: number;
  readonly #maxRecordBytes: number;
  readonly #large: LargeFiles;
  readonly #datasets = new DatasetDefaults((found) => this.diagnostics.push(found));
  #evtx: Promise<EvtxSupport | undefined> | undefined;
  #format: EventFormat | undefined;
  #room: Uint8Array | undefined;

  constructor(
    private readonly inputs: readonly EventInput[],
    private readonly options: ReadOptions,
    scan?: ScanOptions,
  ) {
    this.#batchSize = options.batchSize ?? 1024;
    this.#maxRecordBytes = options.maxRecordBytes ?? defaultMaxRecordBytes;
    this.#large = new LargeFiles(options, this.#maxRecordBytes, scan);
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
      await this.#large.close();
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
    const read = yield* this.#large.read(plain, status, (passing) =>
      this.#reader({ ...plain, bytes: noBytes }, this.#format, passing),
    );
    if (read === undefined) {
      yield* this.#guarded({ ...plain, bytes: this.#bytesOf(file, status) });
      return;
    }
    yield* this.#endOf(read.reader, undefined);
    if (read.failure !== undefined) this.#unreadable(file, failureText(read.failure));
  }

  #bytesOf(file: string, status: Stats): AsyncIterable<Uint8Array> {
    const filter = this.options.passing?.filter;
    if (filter === undefined || !status.isFile()) return fileBytes(file);
    this.#room ??= filter.room(quickBytes);
    return quickFileBytes(file, this.#room);
  }

  #plain(name: string, beside: EventDefaults, changed: number | undefined): FileInput {
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
    else if (packing === 'zip') yield* this.#zipped({ ...input, bytes }, layers + 1);
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

  async *#zipped(input: PlainInput, layers: number): AsyncGenerator<RawEvent[]> {
    const steps = unzip(input.bytes);
    let member: string | undefined;
    /** The bytes of the member at hand; ends at the next one. */
    const bytes = async function* (): AsyncGenerator<Uint8Array> {
      for (;;) {
        const step = await steps.next();
        member = step.done !== true && 'member' in step.value ? step.value.member : undefined;
        if (step.done === true || !('bytes' in step.value)) return;
        yield step.value.bytes;
      }
    };
    let members = 0;
    try {
      for await (const _ of bytes());
      while (member !== undefined) {
        members++;
        const name = `${input.name}!${member}`;
        member = undefined;
        const own = bytes();
        // What unpacks a member may stop within it, but the next one begins behind its end.
        yield* this.#unpacked(
          { ...input, name, bytes: { [Symbol.asyncIterator]: () => ({ next: () => own.next() }) } },
          layers,
        );
        for await (const _ of own);
      }
      if (members === 0) this.#unreadable(input.name, 'the archive is empty');
    } catch (error) {
      if (!(error instanceof UnpackError)) throw error;
      this.#unreadable(input.name, error.message);
    } finally {
      await steps.return(undefined);
    }
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
