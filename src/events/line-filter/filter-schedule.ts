/** Where in an input lines are passed over. All sizes are bytes. */
export interface FilterSizes {
  /** So much of the beginning is read whole: what is wrong with a file as a whole shows there. */
  readonly whole: number;
  /** Blocks into which the rest is divided, from the beginning of the input. */
  readonly block: number;
  /** At the beginning of each block it is found out whether passing over pays in it. */
  readonly probe: number;
}

export const defaultFilterSizes: FilterSizes = { whole: 256 << 10, block: 8 << 20, probe: 256 << 10 };

/** Where more than one line in so many is wanted, reading all of them costs less. */
const linesPerWanted = 3;

/**
 * Decides where an input is filtered. It depends on the lines and where they begin, not on how the input comes in pieces, so
 * that every way to read it counts the same events.
 */
export class FilterSchedule {
  /** Whether lines are passed over now. */
  filtering = false;
  /** Lines that begin at this offset or after it need a new decision: {@link moveTo}. */
  until = 0;
  readonly #sizes: FilterSizes;
  #block = -1;
  #lines = 0;
  #wanted = 0;

  constructor(sizes: FilterSizes = defaultFilterSizes) {
    this.#sizes = sizes;
  }

  /** The next line begins at this offset. */
  moveTo(offset: number): void {
    if (offset < this.until) return;
    const { whole, block: size, probe } = this.#sizes;
    if (offset < whole) {
      this.filtering = false;
      this.until = whole;
      return;
    }
    const block = Math.floor(offset / size);
    const end = (block + 1) * size;
    const probed = Math.min(end, Math.max(whole, block * size) + probe);
    if (block !== this.#block) {
      this.#block = block;
      this.#lines = 0;
      this.#wanted = 0;
    }
    if (offset < probed) {
      this.filtering = true;
      this.until = probed;
    } else {
      this.filtering = this.#wanted * linesPerWanted <= this.#lines;
      this.until = end;
    }
  }

  /** Lines that were filtered and how many of them were wanted. */
  note(lines: number, wanted: number): void {
    this.#lines += lines;
    this.#wanted += wanted;
  }
}
