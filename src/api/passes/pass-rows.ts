import type { RawEvent } from '../../events/raw-event.js';
import { Event } from '../../values/event.js';
import type { Knowledge } from '../knowledge.js';
import type { ScannedRows } from './event-scan.js';
import type { ForeseenRows } from './foreseen-rows.js';
import { type IndexedListener, ListenerIndex } from './listener-index.js';
import { type ListenerRows, RowBuffers } from './row-buffers.js';
import type { RowKeys } from './scan-order.js';
import { type RowLayout, rowLayout } from './scanned-row.js';

/** A stretch of lines that were looked at elsewhere. */
export interface ScannedBlock {
  readonly scanned: ScannedRows;
  /** The events of lines that have to be looked at here too. */
  readonly events: readonly RawEvent[];
  /** The number of the first line. */
  readonly line: number;
  /** Lines counted from the first, ascending, whose events nobody has looked at; the others concern listeners that need events whole. */
  readonly apart: Int32Array;
  /** Events of the lines that are not needed here. */
  readonly passed: number;
  /** Bytes of the lines. */
  readonly size: number;
}

/** What a pass is made of. */
export type PassItem = readonly RawEvent[] | ScannedBlock;

/** The events of a pass that was opened without a scan. */
export async function* eventsOf(pass: AsyncIterable<PassItem>): AsyncGenerator<readonly RawEvent[]> {
  for await (const item of pass) {
    if ('scanned' in item) throw new Error('A block was scanned that nobody asked for.');
    yield item;
  }
}

/** The rows of a pass for its listeners, in the order of the events whoever finds them. */
export class PassRows {
  readonly #listeners: readonly IndexedListener[];
  readonly #keys: () => readonly (RowKeys | undefined)[];
  readonly #knowledge: Knowledge;
  readonly #buffers: RowBuffers;
  readonly #index: ListenerIndex;
  /** How the rows lie that others find; undefined for listeners that need events whole. */
  #layouts: readonly (RowLayout | undefined)[] | undefined;
  /** Of the listeners that need events whole. */
  #whole: ListenerIndex | undefined;
  #queue: RowQueue | undefined;
  readonly #tested: Int32Array;
  /** Holds the rows of the listeners from this place on. */
  readonly #foreseen: ForeseenRows | undefined;
  readonly #firstForeseen: number;
  /** Characters of the event that is looked at. */
  #characters = 0;

  /**
   * `keys`: what is asked of the rows of each listener that others find; see {@link ListenerOrder}. `foreseen`: takes the rows of the last
   * listeners, as many as it has sources; of rows that others find it holds none.
   */
  constructor(
    listeners: readonly IndexedListener[],
    keys: () => readonly (RowKeys | undefined)[],
    knowledge: Knowledge,
    foreseen?: ForeseenRows,
  ) {
    this.#listeners = listeners;
    this.#keys = keys;
    this.#knowledge = knowledge;
    this.#foreseen = foreseen;
    this.#firstForeseen = listeners.length - (foreseen?.sources ?? 0);
    this.#buffers = new RowBuffers(this.#firstForeseen);
    this.#tested = new Int32Array(listeners.length);
    this.#index = new ListenerIndex(listeners, knowledge, this.#give);
  }

  /** Takes what comes next of the pass; gives how much text it was, in characters or bytes. */
  add(item: PassItem): number {
    if ('scanned' in item) {
      this.#addBlock(item);
      return item.size;
    }
    let characters = 0;
    for (const raw of item) {
      this.#look(this.#index, raw);
      characters += raw.raw.length;
    }
    return characters;
  }

  /** What has been gathered since it was last taken, for each listener that has something. */
  take(): ListenerRows[] {
    return this.#buffers.take();
  }

  /** On how many rows the conditions of a listener were tested. */
  tested(place: number): number {
    return this.#index.tested(place) + this.#tested[place]!;
  }

  #look(index: ListenerIndex, raw: RawEvent): void {
    this.#characters = raw.raw.length;
    index.add(this.#knowledge.scanned(raw));
  }

  #addBlock({ scanned, events, line: first, apart }: ScannedBlock): void {
    this.#layouts ??= this.#keys().map((keys) => keys && rowLayout(keys));
    const layouts = this.#layouts;
    const rows = scanned.rows.filter(({ place }) => place < this.#firstForeseen);
    for (const { place } of scanned.rows)
      if (place >= this.#firstForeseen) this.#foreseen!.drop(place - this.#firstForeseen);
    const queue = new RowQueue({ ...scanned, rows }, layouts, this.#buffers);
    this.#queue = queue;
    this.#whole ??= new ListenerIndex(
      this.#listeners,
      this.#knowledge,
      this.#give,
      (place) => layouts[place] === undefined,
    );
    let next = 0;
    for (const raw of events) {
      const line = raw.origin.line - first;
      while (next < apart.length && apart[next]! < line) next++;
      queue.line = line;
      const index = apart[next] === line ? this.#index : this.#whole;
      this.#look(index, raw);
    }
    this.#queue = undefined;
    queue.giveRest();
    for (const [place, count] of scanned.tested.entries()) this.#tested[place]! += count;
  }

  readonly #give = (place: number, row: Event, given: boolean): void => {
    if (place >= this.#firstForeseen) {
      const source = place - this.#firstForeseen;
      if (!this.#foreseen!.isDropped(source)) this.#foreseen!.add(source, given ? row.copy() : row, this.#characters);
      return;
    }
    this.#queue?.giveBefore(place);
    // A row belongs to the search that gets it.
    this.#buffers.give(place, given ? row.copy() : row);
  };
}

/** The rows that were found elsewhere, each given in its turn. */
class RowQueue {
  /** The line that is looked at. */
  line = 0;
  readonly #scanned: ScannedRows;
  readonly #layouts: readonly (RowLayout | undefined)[];
  readonly #buffers: RowBuffers;
  /** By listener: which of the lists are its rows, and how many of their numbers have been given. */
  readonly #numbers: ReadonlyMap<number, number>;
  readonly #given: Int32Array;

  constructor(scanned: ScannedRows, layouts: readonly (RowLayout | undefined)[], buffers: RowBuffers) {
    this.#scanned = scanned;
    this.#layouts = layouts;
    this.#buffers = buffers;
    this.#numbers = new Map(scanned.rows.map(({ place }, number) => [place, number]));
    this.#given = new Int32Array(scanned.rows.length);
  }

  /** Gives a listener what lies before the line. */
  giveBefore(place: number): void {
    const number = this.#numbers.get(place);
    if (number !== undefined) this.#giveUntil(number, this.line);
  }

  giveRest(): void {
    for (let number = 0; number < this.#given.length; number++) this.#giveUntil(number, Number.POSITIVE_INFINITY);
  }

  #giveUntil(number: number, line: number): void {
    const { values, rows } = this.#scanned;
    const { place, cells } = rows[number]!;
    const layout = this.#layouts[place]!;
    let at = this.#given[number]!;
    for (; at < cells.length && cells[at]! < line; at += layout.lengthOf(cells, at)) {
      const row = Event.over(layout.rowOf(values, cells, at));
      this.#buffers.give(place, row, row.weight);
    }
    this.#given[number] = at;
  }
}
