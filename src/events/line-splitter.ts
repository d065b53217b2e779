import { allocateBytes, copyBytes } from './bytes.js';
import type { FilterSchedule } from './line-filter/filter-schedule.js';
import type { LineFilter, LineForm } from './line-filter/line-filter.js';

/**
 * Receives a line without its end: `bytes` from `start` to `end`, valid during the call only. `length` are the bytes up to its line
 * feed, also those that were cut.
 */
export type LineHandler = (
  bytes: Uint8Array,
  start: number,
  end: number,
  line: number,
  offset: number,
  ending: LineEnding,
  length: number,
) => void;

/** How a line ended. `cut`: it was longer than the limit and the rest of it was dropped. */
export interface LineEnding {
  crlf: boolean;
  cut: boolean;
}

/** Passes over lines that are not wanted, undecoded. */
export interface LinePassing {
  readonly filter: LineFilter;
  readonly form: LineForm;
  readonly schedule: FilterSchedule;
  /** Whole lines that were passed over last, before the bytes become invalid. */
  leave(bytes: Uint8Array, from: number, to: number): void;
}

export interface LineSplitterOptions {
  readonly maxLineBytes: number;
  /** 0x0a, or 0x0d for files whose lines end with a carriage return alone. */
  readonly delimiter: number;
  /** Only where lines end with a line feed. */
  readonly passing?: LinePassing | undefined;
  /** Where in the input the first line begins; default 0. */
  readonly offset?: number;
}

/** A stretch of whole lines. */
export interface LineStretch {
  readonly bytes: Uint8Array;
  readonly from: number;
  readonly to: number;
}

/** Cuts a stream of bytes at line ends with the native byte search; nothing is decoded here. */
export class LineSplitter {
  line = 1;
  skipped = 0;
  /**
   * The lines before the one that is being handled, from the first that was passed over since the last event and as far as they
   * are at hand. The handler sets it to undefined when it has made an event.
   */
  passedOver: LineStretch | undefined;
  #offset: number;
  #pieces: Uint8Array[] = [];
  #pendingBytes = 0;
  readonly #ending: LineEnding = { crlf: false, cut: false };

  constructor(
    private readonly handler: LineHandler,
    private readonly options: LineSplitterOptions,
  ) {
    this.#offset = options.offset ?? 0;
  }

  /** Where in the input the next line begins. */
  get offset(): number {
    return this.#offset;
  }

  push(chunk: Uint8Array): void {
    const { delimiter, passing } = this.options;
    let start = 0;
    if (this.#pendingBytes > 0) {
      const end = chunk.indexOf(delimiter);
      if (end === -1) {
        this.#hold(chunk);
        return;
      }
      this.#hold(chunk.subarray(0, end));
      this.#releasePending();
      start = end + 1;
    }
    while (start < chunk.length) {
      passing?.schedule.moveTo(this.#offset);
      const next =
        passing?.schedule.filtering === true ? this.#select(chunk, start, passing) : this.#read(chunk, start);
      if (next === start) break;
      start = next;
    }
    if (start < chunk.length) this.#hold(chunk.subarray(start));
  }

  end(): void {
    if (this.#pendingBytes > 0) this.#releasePending();
  }

  #hold(piece: Uint8Array): void {
    const room = this.options.maxLineBytes - this.#pendingBytes;
    if (room > 0 && piece.length > 0) this.#pieces.push(copyBytes(piece, 0, room));
    this.#pendingBytes += piece.length;
    // Pieces of a byte each must not cost an array element each.
    if (this.#pieces.length > 256) this.#pieces = [joinPieces(this.#pieces)];
  }

  #releasePending(): void {
    const total = this.#pendingBytes;
    const joined = joinPieces(this.#pieces);
    this.#pieces = [];
    this.#pendingBytes = 0;
    const { passing, maxLineBytes } = this.options;
    passing?.schedule.moveTo(this.#offset);
    if (passing?.schedule.filtering === true && total > maxLineBytes) {
      // Such a line is wanted whatever it holds, and counts the same however it comes in pieces.
      passing.schedule.note(1, 1);
    } else if (passing?.schedule.filtering === true) {
      const { filter, form, schedule } = passing;
      const ended = joinPieces([joined, Uint8Array.of(this.options.delimiter)]);
      const { count } = filter.select(ended, 0, ended.length, form, maxLineBytes);
      schedule.note(1, count);
      if (count === 0) {
        this.#pass(1, ended.length);
        passing.leave(ended, 0, ended.length);
        return;
      }
    }
    this.#deliver(joined, 0, joined.length, total);
  }

  /** Delivers whole lines as far as they are read anyway; returns where to go on. */
  #read(chunk: Uint8Array, from: number): number {
    const { delimiter, passing } = this.options;
    const until = passing === undefined ? Number.POSITIVE_INFINITY : passing.schedule.until;
    let start = from;
    while (this.#offset < until) {
      const end = chunk.indexOf(delimiter, start);
      if (end === -1) break;
      this.#deliver(chunk, start, end, end - start);
      start = end + 1;
    }
    return start;
  }

  /** Delivers the wanted ones among the whole lines up to the next decision; returns where to go on. */
  #select(chunk: Uint8Array, from: number, { filter, form, schedule, leave }: LinePassing): number {
    const { delimiter, maxLineBytes } = this.options;
    // The line that holds the byte before the decision begins before it.
    const last = from + (schedule.until - this.#offset) - 1;
    let to = last < chunk.length ? chunk.indexOf(delimiter, last) + 1 : 0;
    if (to === 0) to = chunk.lastIndexOf(delimiter) + 1;
    if (to <= from) return from;
    const { wanted, count, lines, end } = filter.select(chunk, from, to, form, maxLineBytes);
    schedule.note(lines, count);
    let at = from;
    let number = 0;
    for (let index = 0; index < count * 3; index += 3) {
      const start = wanted[index]!;
      const stop = wanted[index + 1]!;
      this.#pass(wanted[index + 2]! - number, start - at);
      const before: number = this.passedOver?.from ?? at;
      if (before < start) this.passedOver = { bytes: chunk, from: before, to: start };
      this.#deliver(chunk, start, stop, stop - start);
      at = stop + 1;
      number = wanted[index + 2]! + 1;
    }
    this.#pass(lines - number, end - at);
    const before = this.passedOver?.from ?? at;
    this.passedOver = undefined;
    if (before < end) leave(chunk, before, end);
    return end;
  }

  /** Goes on behind lines that are passed over. */
  #pass(lines: number, bytes: number): void {
    this.line += lines;
    this.skipped += lines;
    this.#offset += bytes;
  }

  #deliver(bytes: Uint8Array, start: number, end: number, length: number): void {
    const ending = this.#ending;
    let stop = end;
    ending.cut = length > this.options.maxLineBytes;
    if (ending.cut) stop = start + this.options.maxLineBytes;
    ending.crlf = !ending.cut && stop > start && bytes[stop - 1] === 0x0d;
    if (ending.crlf) stop--;
    this.handler(bytes, start, stop, this.line, this.#offset, ending, length);
    this.line++;
    this.#offset += length + 1;
  }
}

function joinPieces(pieces: readonly Uint8Array[]): Uint8Array {
  let size = 0;
  for (const piece of pieces) size += piece.length;
  const joined = allocateBytes(size);
  let at = 0;
  for (const piece of pieces) {
    joined.set(piece, at);
    at += piece.length;
  }
  return joined;
}
