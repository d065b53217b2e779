import { allocateBytes, copyBytes } from './bytes.js';
import { EventCollector } from './collector.js';
import { detectEncoding, encodingSampleBytes, type Transcoder, transcoderOf } from './encoding.js';
import { type EventFormat, type FormatReader, headBytes, type PassedLines, type PassingOptions } from './format.js';
import { lines } from './formats/lines.js';
import type { LineBatch } from './line-batch.js';
import type { LineForm } from './line-filter/line-filter.js';
import type { EventDefaults, RawEvent } from './raw-event.js';
import { newReadReport, type ReadReport } from './read-report.js';
import { headOf, looksBinary, recogniseFormat } from './recognise.js';

export interface EventReaderOptions {
  /** The name events give as their origin, and whose ending helps to tell the format. */
  readonly file: string;
  /** Overrides recognition. */
  readonly format?: EventFormat | undefined;
  readonly defaults?: EventDefaults | undefined;
  /** Epoch seconds that decide the year of timestamps without one. */
  readonly now?: number | undefined;
  /** Zone of timestamps without one; default UTC. */
  readonly timeZone?: string | undefined;
  /** Epoch seconds after which events are counted as from the future; default: none are. */
  readonly futureAfter?: number | undefined;
  /** Longest line or record in bytes; default 10 MiB. */
  readonly maxRecordBytes?: number | undefined;
  /** How many bad lines are kept as examples; default 5. */
  readonly badLineExamples?: number | undefined;
  /** Lines that need not be read, where the format allows that. */
  readonly passing?: PassingOptions | undefined;
}

/** An input whose lines are cut out elsewhere. */
export interface LineReading {
  readonly form: LineForm;
  /** Bytes of the byte order mark, which offsets do not count. */
  readonly skippedMark: number;
  /** The number of the line with which the next stretch begins. */
  readonly line: number;
  /** Where in the text it begins. */
  readonly offset: number;
  /** Takes the wanted lines of the next stretch; returns their events. */
  take(batch: LineBatch): RawEvent[];
}

export const defaultMaxRecordBytes = 10 * 1024 * 1024;

/**
 * Reads the events of one input from chunks of its (decompressed) bytes: recognises encoding and format from the
 * first of them, then streams. Works wherever JavaScript runs; files and archives are the business of `node/`.
 */
export class EventReader {
  readonly report: ReadReport;
  readonly #options: EventReaderOptions;
  readonly #collector: EventCollector;
  #head: Uint8Array[] = [];
  #headLength = 0;
  #encodingSeen = false;
  #transcoder: Transcoder | undefined;
  #reader: FormatReader | undefined;
  #refused = false;
  #format: EventFormat | undefined;
  #skippedMark = 0;

  constructor(options: EventReaderOptions) {
    this.#options = options;
    this.report = newReadReport(options.file);
    this.#collector = new EventCollector({
      report: this.report,
      defaults: options.defaults ?? {},
      time: { now: options.now, timeZone: options.timeZone ?? 'UTC' },
      badLineExamples: options.badLineExamples ?? 5,
      futureAfter: options.futureAfter,
    });
  }

  /** Feeds bytes; returns the events they complete. The chunk is not kept. */
  push(chunk: Uint8Array): RawEvent[] {
    this.report.bytes += chunk.length;
    this.#push(chunk, false);
    return this.#collector.take();
  }

  /** The input has ended; with a reason when it broke off. Returns the last events. */
  end(truncated?: string): RawEvent[] {
    this.report.truncated = truncated;
    this.#push(allocateBytes(0), true);
    this.#reader?.end();
    return this.#collector.take();
  }

  /**
   * Takes lines that were cut out elsewhere, from the next line on; undefined where the input so far does not allow that: its
   * text is not UTF-8, or its lines do not stand for themselves.
   */
  lines(passed: PassedLines): LineReading | undefined {
    const taker = this.#transcoder === undefined ? this.#reader?.lines?.(passed) : undefined;
    if (taker === undefined) return undefined;
    return {
      form: this.#format!.lineForm!,
      skippedMark: this.#skippedMark,
      get line() {
        return taker.line;
      },
      get offset() {
        return taker.offset;
      },
      take: (batch) => {
        this.report.bytes += batch.size;
        taker.take(batch);
        return this.#collector.take();
      },
    };
  }

  #push(chunk: Uint8Array, ended: boolean): void {
    if (this.#refused) return;
    if (!this.#encodingSeen) {
      this.#hold(chunk);
      if (this.#headLength < encodingSampleBytes && !ended) return;
      this.#startDecoding(ended);
      return;
    }
    const bytes = this.#transcoder === undefined ? chunk : this.#transcode(chunk, ended);
    this.#decoded(bytes, ended);
  }

  #startDecoding(ended: boolean): void {
    const bytes = this.#release();
    const encoding = detectEncoding(bytes);
    this.#encodingSeen = true;
    this.#skippedMark = encoding.skip;
    this.#transcoder = transcoderOf(encoding.name);
    this.#push(bytes.subarray(encoding.skip), ended);
  }

  #transcode(chunk: Uint8Array, ended: boolean): Uint8Array {
    const bytes = this.#transcoder!.push(chunk);
    const tail = ended ? this.#transcoder!.end() : undefined;
    if (tail === undefined || tail.length === 0) return bytes;
    const joined = allocateBytes(bytes.length + tail.length);
    joined.set(bytes);
    joined.set(tail, bytes.length);
    return joined;
  }

  #decoded(bytes: Uint8Array, ended: boolean): void {
    if (this.#reader !== undefined) {
      this.#reader.push(bytes);
      return;
    }
    this.#hold(bytes);
    if (this.#headLength < headBytes && !ended) return;
    const start = this.#release();
    if (start.length === 0) {
      // Nothing but a byte order mark, which is an empty text.
      if (this.report.bytes > 0) this.report.format = (this.#options.format ?? lines).name;
      return;
    }
    if (this.#options.format === undefined && looksBinary(start)) {
      this.#refused = true;
      return;
    }
    const head = headOf(start, start.length > headBytes || !ended);
    const format = this.#options.format ?? recogniseFormat(head, this.report.file);
    this.report.format = format.name;
    this.#format = format;
    this.#collector.format = format.name;
    this.#reader = format.open(this.#collector, {
      head,
      maxRecordBytes: this.#options.maxRecordBytes ?? defaultMaxRecordBytes,
      passing: this.#options.passing,
    });
    this.#reader.push(start);
  }

  #hold(chunk: Uint8Array): void {
    if (chunk.length === 0) return;
    this.#head.push(copyBytes(chunk, 0, chunk.length));
    this.#headLength += chunk.length;
  }

  #release(): Uint8Array {
    const bytes = allocateBytes(this.#headLength);
    let at = 0;
    for (const piece of this.#head) {
      bytes.set(piece, at);
      at += piece.length;
    }
    this.#head = [];
    this.#headLength = 0;
    return bytes;
  }
}
