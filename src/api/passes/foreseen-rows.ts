import type { Event } from '../../values/event.js';

/** What is held of the text of events for later passes, in characters: rows keep their events. */
const mostCharacters = 2 << 20;
/** A row costs at least as much as so much text. */
const leastPerRow = 512;

/** The rows of one source. */
interface HeldSource {
  rows: Event[] | undefined;
  characters: number;
}

/**
 * Rows that searches are going to ask for in later passes, found in one that they wait for anyway. They are held as long as they are few;
 * of a source that has more, nothing is known.
 */
export class ForeseenRows {
  readonly #sources: readonly HeldSource[];
  readonly #most: number;
  #characters = 0;

  /** `sources`: how many there are. */
  constructor(sources: number, most = mostCharacters) {
    this.#sources = Array.from({ length: sources }, () => ({ rows: [], characters: 0 }));
    this.#most = most;
  }

  /** How many sources there are. */
  get sources(): number {
    return this.#sources.length;
  }

  /** Takes a row of a source; `characters`: how long the text of its event is. */
  add(source: number, row: Event, characters: number): void {
    const held = this.#sources[source]!;
    if (held.rows === undefined) return;
    const cost = Math.max(leastPerRow, characters);
    held.rows.push(row);
    held.characters += cost;
    this.#characters += cost;
    while (this.#characters > this.#most) this.drop(this.#largest());
  }

  /** Nothing more is to be held of a source. */
  drop(source: number): void {
    const held = this.#sources[source]!;
    this.#characters -= held.characters;
    held.characters = 0;
    held.rows = undefined;
  }

  /** Whether rows of a source are no use any more. */
  isDropped(source: number): boolean {
    return this.#sources[source]!.rows === undefined;
  }

  /** All rows of a source, once all events have been looked at; undefined where they were too many. */
  rowsOf(source: number): Event[] | undefined {
    return this.#sources[source]!.rows;
  }

  #largest(): number {
    let largest = 0;
    for (let source = 1; source < this.#sources.length; source++)
      if (this.#sources[source]!.characters > this.#sources[largest]!.characters) largest = source;
    return largest;
  }
}
