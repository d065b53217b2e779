import { closeSync, openSync } from 'node:fs';
import type { LineSplitter } from '../../events/line-splitter.js';
import { LineChunks } from './line-chunks.js';

/** A block of a file: the lines that begin in it. Plain data. */
export interface BlockPlace {
  readonly file: string;
  /** Where the block begins and ends, as offsets of the text: `to` infinite for the last one of a file. */
  readonly from: number;
  readonly to: number;
  /** Whether a line begins at `from`, as far as is known. */
  readonly atLine: boolean;
  /** Bytes of the file before offset 0. */
  readonly skippedMark: number;
}

export const chunkBytes = 256 * 1024;
/** Enough for the end of most lines. */
const lineBytes = 8 * 1024;
const lineFeed = 0x0a;

/** Reads blocks of files, one after the other. */
export class BlockFile {
  readonly #chunks: LineChunks;
  #file: { readonly name: string; readonly descriptor: number } | undefined;
  #place: BlockPlace | undefined;
  #at = 0;

  /** `memory`: for chunks; see {@link LineChunks}. */
  constructor(memory: Uint8Array) {
    this.#chunks = new LineChunks(memory);
  }

  /** Closes the file that was read last. */
  close(): void {
    if (this.#file !== undefined) closeSync(this.#file.descriptor);
    this.#file = undefined;
  }

  /** Where the first line begins at an offset or after it. */
  lineStart(place: BlockPlace, offset: number): number {
    this.begin(place, offset - 1);
    for (let at = offset - 1; ; ) {
      const chunk = this.next(Number.POSITIVE_INFINITY);
      const end = chunk.indexOf(lineFeed);
      if (end !== -1) return at + end + 1;
      if (chunk.length === 0) return at;
      at += chunk.length;
    }
  }

  /** Goes to an offset. */
  begin(place: BlockPlace, at: number): void {
    this.#chunks.clear();
    this.#place = place;
    this.#at = at;
    if (this.#file?.name === place.file) return;
    this.close();
    this.#file = { name: place.file, descriptor: openSync(place.file, 'r') };
  }

  /** What comes next before an offset, of whole lines where that can be; of no bytes at the end of the file. */
  next(to: number): Uint8Array {
    const { kept } = this.#chunks;
    const from = this.#at + kept;
    const chunk = this.#chunks.read(this.#file!.descriptor, from + this.#place!.skippedMark, to - from);
    this.#at += chunk.length;
    return chunk;
  }

  /** Gives a splitter the rest of the last line of a block that ends at `to`, and tells it that this is all; gives where that ends. */
  finish(splitter: LineSplitter, to: number): number {
    while (this.#at >= to && splitter.offset < to) {
      const chunk = this.next(this.#at + lineBytes);
      if (chunk.length === 0) break;
      const end = chunk.indexOf(lineFeed);
      const piece = end === -1 ? chunk : chunk.subarray(0, end + 1);
      splitter.push(piece);
      this.#at += piece.length - chunk.length;
      this.#chunks.clear();
    }
    splitter.end();
    return this.#at;
  }
}
