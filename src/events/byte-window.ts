import { allocateBytes } from './bytes.js';

/**
 * The part of a stream that a splitter still needs: chunks are appended at the end, what is done with is dropped at
 * the front. Copying is linear in the stream, however small the chunks.
 */
export class ByteWindow {
  /** Valid from `start` to `end`; positions change with every `append` and `drop`. */
  bytes: Uint8Array = allocateBytes(0);
  start = 0;
  end = 0;
  /** Offset in the stream of `bytes[0]`. */
  #base = 0;

  get length(): number {
    return this.end - this.start;
  }

  /** Offset in the stream of a position. */
  offsetOf(position: number): number {
    return this.#base + position;
  }

  /** Adds a chunk; returns by how much earlier positions have moved to the front. */
  append(chunk: Uint8Array): number {
    const needed = this.length + chunk.length;
    let moved = 0;
    if (this.end + chunk.length > this.bytes.length) {
      moved = this.start;
      if (needed > this.bytes.length || moved < this.length) {
        const grown = allocateBytes(Math.max(needed * 2, 4096));
        grown.set(this.bytes.subarray(this.start, this.end));
        this.bytes = grown;
      } else {
        this.bytes.copyWithin(0, this.start, this.end);
      }
      this.#base += moved;
      this.end -= moved;
      this.start = 0;
    }
    this.bytes.set(chunk, this.end);
    this.end += chunk.length;
    return moved;
  }

  /** Forgets everything before a position. */
  drop(position: number): void {
    this.start = position;
  }
}
