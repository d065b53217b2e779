import type { RawEvent } from '../events/raw-event.js';
import type { Event } from '../values/event.js';
import type { Value } from '../values/value.js';
import type { Knowledge } from './knowledge.js';
import { ListenerIndex } from './listener-index.js';
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
   * for as it is written.
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
  readonly #filled: number[] = [];
  readonly #tested: Int32Array;
  #line = 0;
  #wanted = false;

  /** `knowledge`: made of the files and settings of the order. */
  constructor({ listeners }: Pick<ScanOrder, 'listeners'>, knowledge: Knowledge) {
    this.#knowledge = knowledge;
    this.#whole = listeners.map(({ keys }) => keys === undefined);
    this.#rowCells = new RowCells(listeners.map(({ keys }) => keys));
    this.#cells = listeners.map(() => []);
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

  /** What has been found since it was last taken. */
  take(): ScannedRows {
    const rows = this.#filled.map((place) => ({ place, cells: new Int32Array(this.#cells[place]!) }));
    for (const place of this.#filled) this.#cells[place] = [];
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
    const cells = this.#cells[place]!;
    if (cells.length === 0) this.#filled.push(place);
    cells.push(this.#line);
    this.#rowCells.add(place, row, cells);
  }
}
