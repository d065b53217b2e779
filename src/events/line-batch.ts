import { doubled } from '../support/doubled.js';
import { allocateBytes } from './bytes.js';
import type { LineHandler } from './line-splitter.js';

/**
 * The wanted lines of a stretch of whole lines, cut out by one thread for another: plain data whose buffers can be handed over.
 */
export interface LineBatch {
  /** The lines one behind the other, without their ends. */
  readonly bytes: Uint8Array;
  /** {@link numbersPerLine} numbers for each line. */
  readonly table: Int32Array;
  /** Lines of the stretch, and how many of them were passed over. */
  readonly lines: number;
  readonly skipped: number;
  /** Bytes of the stretch. */
  readonly size: number;
}

/** Lines before it in the stretch, bytes before it in the stretch, bytes in `bytes`, bytes up to its line feed, 1: ended by CR LF, 2: cut. */
const numbersPerLine = 5;

/** Gathers the lines that a splitter delivers, which is told to begin with line 0. */
export class LineBatchWriter {
  #bytes: Uint8Array;
  #used = 0;
  #table = new Int32Array(numbersPerLine * 64);
  #count = 0;

  /** `start`: where in the input the stretch begins. `memory` is used for the lines as long as it is large enough. */
  constructor(
    private readonly start: number,
    memory: Uint8Array = allocateBytes(4096),
  ) {
    this.#bytes = memory;
  }

  readonly line: LineHandler = (bytes, from, to, line, offset, ending, length) => {
    const size = to - from;
    if (this.#used + size > this.#bytes.length) {
      const grown = allocateBytes(Math.max(this.#bytes.length * 2, this.#used + size));
      grown.set(this.#bytes.subarray(0, this.#used));
      this.#bytes = grown;
    }
    this.#bytes.set(bytes.subarray(from, to), this.#used);
    this.#used += size;
    const at = this.#count * numbersPerLine;
    if (at === this.#table.length) this.#table = doubled(this.#table);
    this.#table[at] = line;
    this.#table[at + 1] = offset - this.start;
    this.#table[at + 2] = size;
    this.#table[at + 3] = Math.min(length, 0x7fff_ffff);
    this.#table[at + 4] = (ending.crlf ? 1 : 0) + (ending.cut ? 2 : 0);
    this.#count++;
  };

  /** The lines so far. Its buffers are no longer used here. */
  finish(lines: number, skipped: number, size: number): LineBatch {
    const table = this.#table.subarray(0, this.#count * numbersPerLine);
    return { bytes: this.#bytes.subarray(0, this.#used), table, lines, skipped, size };
  }
}

/** Hands the lines of a batch to a handler, as a splitter would that begins at this line and offset. */
export function deliverBatch({ bytes, table }: LineBatch, line: number, offset: number, handler: LineHandler): void {
  const ending = { crlf: false, cut: false };
  let at = 0;
  for (let index = 0; index < table.length; index += numbersPerLine) {
    const size = table[index + 2]!;
    const flags = table[index + 4]!;
    ending.crlf = (flags & 1) !== 0;
    ending.cut = (flags & 2) !== 0;
    handler(bytes, at, at + size, line + table[index]!, offset + table[index + 1]!, ending, table[index + 3]!);
    at += size;
  }
}

/** A batch in parts of at least so many bytes of lines, so that what is made of them need not be in memory at once. */
export function* partsOf(batch: LineBatch, least: number): Generator<LineBatch> {
  const { bytes, table } = batch;
  if (bytes.length <= least) {
    yield batch;
    return;
  }
  let line = 0;
  let offset = 0;
  let from = 0;
  let first = 0;
  let to = 0;
  for (let row = 0; row < table.length; row += numbersPerLine) {
    to += table[row + 2]!;
    const next = row + numbersPerLine;
    const isLast = next === table.length;
    if (to - from < least && !isLast) continue;
    // Lines that were passed over belong to what is in front of them.
    const endLine = isLast ? batch.lines : table[next]!;
    const endOffset = isLast ? batch.size : table[next + 1]!;
    const rows = table.slice(first, next);
    for (let at = 0; at < rows.length; at += numbersPerLine) {
      rows[at]! -= line;
      rows[at + 1]! -= offset;
    }
    const lines = endLine - line;
    const skipped = lines - rows.length / numbersPerLine;
    yield { bytes: bytes.subarray(from, to), table: rows, lines, skipped, size: endOffset - offset };
    line = endLine;
    offset = endOffset;
    from = to;
    first = next;
  }
}
