import type { RawEvent } from '../../events/raw-event.js';
import type { Event } from '../../values/event.js';
import type { Value } from '../../values/value.js';
import type { Knowledge } from '../knowledge.js';
import { ListenerIndex } from './listener-index.js';
import { MergedRows } from './merged-rows.js';
import { RowCells } from './row-cells.js';
import { orderedListener, type ScanOrder } from './scan-order.js';

/** Rows that were found in a stretch of lines. Plain data. */
export interface ScannedRows {
  /** Values that rows have; each text and number once. */
  readonly values: readonly Value[];
  /** For each listener that has rows, these in order. */
  readonly rows: readonly ScannedCells[];
  /** Per listener, on how many rows its conditions were tested. */
  readonly tested: Int32Array;
}

/** The rows of one listener. */
export interface ScannedCells {
  readonly place: number;
  /**
   * For each row the line, and for each of the fields of the listener the place of its value or -1; then the same for each that is asked
   * for as it is written. Where rows may be merged: for each row the line of its first event, how many events it stands for, the places
   * of what these agree in as before, those of the smallest and of the largest value of each field of which these are asked for (-1:
   * the same as the smallest), and for each field of whose values each is needed once, how many there are, and their places.
   */
  readonly cells: Int32Array;
}

/**
 * Finds the rows of listeners in events, where they run elsewhere. A listener of which it is known what it asks of its rows is given
 * just that; events that concern another one are needed whole.
 */
export class EventScan {
  readonly #knowledge: Knowledge;
  readonly #index: ListenerIndex;
  /** By listener, whether it has to be given events whole. */
  readonly #whole: readonly boolean[];
  readonly #rowCells: RowCells;
  readonly #cells: number[][];
  /** By listener, where its rows may be merged. */
  readonly #merged: readonly (MergedRows | undefined)[];
  /** Listeners that have rows. */
  readonly #filled: number[] = [];
  readonly #isFilled: Uint8Array;
  readonly #tested: Int32Array;
  #line = 0;
  #wanted = false;

  /** `knowledge`: made of the files and settings of the order. */
  constructor({ listeners }: Pick<ScanOrder, 'listeners'>, knowledge: Knowledge) {
    this.#knowledge = knowledge;
    this.#whole = listeners.map(({ keys }) => keys === undefined);
    this.#rowCells = new RowCells(listeners.map(({ keys }) => keys));
    this.#cells = listeners.map(() => []);
    this.#merged = listeners.map(({ keys }, place) =>
      keys?.merged === undefined ? undefined : new MergedRows(place, { ...keys, merged: keys.merged }, this.#rowCells),
    );
    this.#isFilled = new Uint8Array(listeners.length);
    this.#tested = new Int32Array(listeners.length);
    const indexed = listeners.map((each) => orderedListener(each, knowledge));
    this.#index = new ListenerIndex(indexed, knowledge, (place, row) => this.#give(place, row));
  }

  /** Looks at the event of a line; says whether a listener has to be given the event itself. */
  add(raw: RawEvent, line: number): boolean {
    this.#line = line;
    this.#wanted = false;
    this.#index.add(this.#knowledge.scanned(raw));
    return this.#wanted;
  }

  /** A line has not been looked at, the rows of which come between those before and those behind it. */
  passOver(): void {
    for (const place of this.#filled) this.#merged[place]?.cut();
  }

  /** What has been found since it was last taken. */
  take(): ScannedRows {
    const rows = this.#filled.map((place) => ({
      place,
      cells: this.#merged[place]?.take() ?? Int32Array.from(this.#cells[place]!),
    }));
    for (const place of this.#filled) this.#cells[place] = [];
    this.#isFilled.fill(0);
    this.#filled.length = 0;
    const values = this.#rowCells.take();
    const tested = this.#tested.map((before, place) => this.#index.tested(place) - before);
    for (const [place, count] of tested.entries()) this.#tested[place]! += count;
    return { values, rows, tested };
  }

  #give(place: number, row: Event): void {
    if (this.#whole[place]) {
      this.#wanted = true;
      return;
    }
    if (this.#isFilled[place] === 0) {
      this.#isFilled[place] = 1;
      this.#filled.push(place);
    }
    const merged = this.#merged[place];
    if (merged !== undefined) {
      merged.add(this.#line, row);
      return;
    }
    const cells = this.#cells[place]!;
    cells.push(this.#line);
    this.#rowCells.add(place, row, cells);
  }
}
