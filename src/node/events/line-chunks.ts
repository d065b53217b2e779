import { readSync } from 'node:fs';

const lineFeed = 0x0a;
/** A longer beginning of a line is not kept for the next chunk. */
const mostKept = 64 * 1024;

/**
 * Reads a file in chunks that end with a line where they can: the beginning of a line that is only partly there is kept for the next
 * chunk, so that hardly any line must be joined from two. Chunks lie in the memory given, each until the next is asked for.
 */
export class LineChunks {
  readonly #memory: Uint8Array;
  /** Where what is kept lies in the memory. */
  #from = 0;
  #to = 0;

  /** `memory`: some more than 64 KiB. */
  constructor(memory: Uint8Array) {
    this.#memory = memory;
  }

  /** Bytes that were read and not given out yet. */
  get kept(): number {
    return this.#to - this.#from;
  }

  /** Forgets what is kept. */
  clear(): void {
    this.#from = this.#to;
  }

  /**
   * Reads on, at most `wish` bytes, at a position or where the last reading ended; gives a chunk, of no bytes where the file has ended
   * and nothing is kept. Without a wish it is what is kept.
   */
  read(descriptor: number, position: number | null, wish = Number.POSITIVE_INFINITY): Uint8Array {
    const memory = this.#memory;
    const kept = this.kept;
    if (kept > 0) memory.copyWithin(0, this.#from, this.#to);
    const room = Math.min(wish, memory.length - kept);
    const size = room === 0 ? 0 : readSync(descriptor, memory, kept, room, position);
    this.#to = kept + size;
    const end = size === 0 ? 0 : memory.subarray(kept, this.#to).lastIndexOf(lineFeed) + 1;
    // Only what was read now is looked at: nothing that is kept holds a line feed.
    this.#from = end === 0 || size - end > mostKept ? this.#to : kept + end;
    return memory.subarray(0, this.#from);
  }
}
