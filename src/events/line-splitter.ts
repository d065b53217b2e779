import { allocateBytes, copyBytes } from './bytes.js';

/** Receives a line without its end: `bytes` from `start` to `end`, valid during the call only. */
export type LineHandler = (
  bytes: Uint8Array,
  start: number,
  end: number,
  line: number,
  offset: number,
  ending: LineEnding,
) => void;

/** How a line ended. `cut`: it was longer than the limit and the rest of it was dropped. */
export interface LineEnding {
  crlf: boolean;
  cut: boolean;
}

export interface LineSplitterOptions {
  readonly maxLineBytes: number;
  /** 0x0a, or 0x0d for files whose lines end with a carriage return alone. */
  readonly delimiter: number;
  /**
   * A search for lines worth reading: the position at or after `from` and before `to` of the next byte that may belong
   * to a wanted line, or -1. Lines without one are passed over undecoded.
   */
  readonly nextCandidate?: ((bytes: Uint8Array, from: number, to: number) => number) | undefined;
}

/** Cuts a stream of bytes at line ends with the native byte search; nothing is decoded here. */
export class LineSplitter {
  line = 1;
  skipped = 0;
  #offset = 0;
  #pieces: Uint8Array[] = [];
  #pendingBytes = 0;
  readonly #ending: LineEnding = { crlf: false, cut: false };

  constructor(
    private readonly handler: LineHandler,
    private readonly options: LineSplitterOptions,
  ) {}

  push(chunk: Uint8Array): void {
    const { delimiter } = this.options;
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
    for (;;) {
      if (this.options.nextCandidate !== undefined) start = this.#skip(chunk, start);
      const end = chunk.indexOf(delimiter, start);
      if (end === -1) break;
      this.#deliver(chunk, start, end, end - start);
      start = end + 1;
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
    const find = this.options.nextCandidate;
    if (find !== undefined && find(joined, 0, joined.length) === -1) {
      this.skipped++;
      this.#advance(total);
      return;
    }
    this.#deliver(joined, 0, joined.length, total);
  }

  #deliver(bytes: Uint8Array, start: number, end: number, length: number): void {
    const ending = this.#ending;
    let stop = end;
    ending.cut = length > this.options.maxLineBytes;
    if (ending.cut) stop = start + this.options.maxLineBytes;
    ending.crlf = !ending.cut && stop > start && bytes[stop - 1] === 0x0d;
    if (ending.crlf) stop--;
    this.handler(bytes, start, stop, this.line, this.#offset, ending);
    this.#advance(length);
  }

  #advance(length: number): void {
    this.line++;
    this.#offset += length + 1;
  }

  /** Passes over whole lines without a candidate; returns where to go on. */
  #skip(chunk: Uint8Array, from: number): number {
    const { delimiter, nextCandidate } = this.options;
    const candidate = nextCandidate!(chunk, from, chunk.length);
    const before = candidate === -1 ? chunk.length : candidate;
    let start = from;
    for (;;) {
      const end = chunk.indexOf(delimiter, start);
      if (end === -1 || end >= before) return start;
      this.skipped++;
      this.#advance(end - start);
      start = end + 1;
    }
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
