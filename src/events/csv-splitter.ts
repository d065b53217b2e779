import { ByteWindow } from './byte-window.js';

/** Receives a record without its line end: `bytes` from `start` to `end`, valid during the call only. */
export type CsvRecordHandler = (bytes: Uint8Array, start: number, end: number, line: number, offset: number) => void;

const quote = 0x22;
const lineFeed = 0x0a;
const carriageReturn = 0x0d;

/**
 * Cuts a stream of CSV (RFC 4180) into records: a line end inside a quoted cell is part of it. A quote that never
 * closes would swallow the rest of the file: when the limit or the end is reached inside one, the record is given up and
 * the bytes seen so far are read again line by line.
 */
export class CsvSplitter {
  readonly #window = new ByteWindow();
  #at = 0;
  #line = 1;
  #lines = 0;
  #quoted = false;
  #cellStart = true;
  /** Where a quoted cell was closed: a quote right behind opens it again (a doubled quote). */
  #closedAt = -1;
  /** The record was cut: the rest of its line is dropped. */
  #cutting = false;
  /** Up to here every line is a record. */
  #plainUntil = 0;

  constructor(
    private readonly record: CsvRecordHandler,
    private readonly unclosed: CsvRecordHandler,
    private readonly delimiter: number,
    private readonly maxRecordBytes: number,
  ) {}

  push(chunk: Uint8Array): void {
    const moved = this.#window.append(chunk);
    this.#at -= moved;
    this.#plainUntil -= moved;
    this.#closedAt -= moved;
    this.#scan();
  }

  end(): void {
    const window = this.#window;
    while (this.#quoted) {
      this.#giveUp();
      this.#scan();
    }
    if (!this.#cutting && window.end > window.start) this.#finish(window.end);
  }

  #scan(): void {
    const window = this.#window;
    while (this.#at < window.end) {
      const { bytes } = window;
      const at = this.#at;
      if (this.#cutting) {
        this.#skipLine();
        continue;
      }
      if (at - window.start >= this.maxRecordBytes) {
        if (this.#quoted) this.#giveUp();
        else {
          this.#finish(at);
          this.#cutting = true;
        }
        continue;
      }
      const byte = bytes[at]!;
      this.#at++;
      if (byte === lineFeed) this.#lines++;
      if (this.#quoted) {
        if (byte === quote) {
          this.#quoted = false;
          this.#closedAt = at;
        }
      } else if (byte === quote) {
        if (this.#cellStart || this.#closedAt === at - 1) this.#quoted = at >= this.#plainUntil;
        this.#cellStart = false;
      } else if (byte === lineFeed) {
        this.#finish(at);
        this.#at = at + 1;
        window.drop(at + 1);
      } else {
        this.#cellStart = byte === this.delimiter;
      }
    }
  }

  #skipLine(): void {
    const window = this.#window;
    const lineEnd = window.bytes.subarray(this.#at, window.end).indexOf(lineFeed);
    this.#cutting = lineEnd === -1;
    this.#at = this.#cutting ? window.end : this.#at + lineEnd + 1;
    if (!this.#cutting) this.#line++;
    window.drop(this.#at);
  }

  #finish(end: number): void {
    const window = this.#window;
    const { bytes, start } = window;
    const stop = end > start && bytes[end - 1] === carriageReturn ? end - 1 : end;
    if (stop > start) this.record(bytes, start, stop, this.#line, window.offsetOf(start));
    this.#begin(end);
  }

  /** Reads the bytes of an unclosed record again, its first line being lost. */
  #giveUp(): void {
    const window = this.#window;
    const { bytes, start } = window;
    const lineEnd = bytes.indexOf(lineFeed, start);
    const end = lineEnd === -1 || lineEnd >= this.#at ? this.#at : lineEnd + 1;
    this.unclosed(bytes, start, end, this.#line, window.offsetOf(start));
    this.#plainUntil = this.#at;
    this.#lines = end > start && bytes[end - 1] === lineFeed ? 1 : 0;
    this.#at = end;
    this.#begin(end);
  }

  #begin(position: number): void {
    this.#line += this.#lines;
    this.#lines = 0;
    this.#quoted = false;
    this.#cellStart = true;
    this.#closedAt = -2;
    this.#window.drop(position);
  }
}
