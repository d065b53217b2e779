import type { CompiledExpression } from '../../functions/context.js';
import type { HeldRoom } from '../../functions/held-room.js';
import { toNumber } from '../../values/coerce.js';
import { compareNumbersFirst } from '../../values/compare.js';
import { Event } from '../../values/event.js';
import type { Scalar, Value } from '../../values/value.js';
import type { ExecContext } from '../context.js';
import { type AggregationSet, aggregationRoom, GroupState } from '../groups/aggregation.js';
import { keyText } from '../groups/group-keys.js';

/** Columns that are computed from the others of a cell. */
export interface ComputedColumn {
  readonly as: string;
  readonly evaluate: CompiledExpression;
}

/** One cell: the aggregations over the events of a row and a series. */
export class Cell {
  readonly state: GroupState;
  #results: Map<string, Value> | undefined;

  constructor(set: AggregationSet, context: ExecContext, room: HeldRoom) {
    this.state = new GroupState(set, context, room);
  }

  /** Takes in the events of another cell, which is not used again. */
  merge(other: Cell): void {
    this.state.merge(other.state);
    this.#results = undefined;
  }

  /** The values of the cell by column, computed when first asked for; no event may follow. */
  results(computed: readonly ComputedColumn[], context: ExecContext): ReadonlyMap<string, Value> {
    if (this.#results === undefined) {
      this.#results = new Map(this.state.results());
      if (computed.length > 0) {
        const row = Event.of(this.#results);
        for (const { as, evaluate } of computed) this.#results.set(as, evaluate(row, context));
      }
    }
    return this.#results;
  }
}

export interface GridRow {
  readonly label: Scalar;
  /** A number to sort by where the label is none: that of the first value in the bin. */
  readonly order: Scalar;
  /** By series. */
  readonly cells: Map<string, Cell>;
}

/** One value of the column split. */
export interface Series {
  readonly name: string;
  readonly order: Scalar;
  /** Whether events without the field are in it, which may share it with a value of its name. */
  isNull: boolean;
  events: number;
  /** State of a score over the events of the series. */
  readonly score: GroupState | undefined;
}

/** The cells of a chart as they fill. */
export class Grid {
  readonly #rows = new Map<string, GridRow>();
  readonly series = new Map<string, Series>();
  readonly #setFor: (label: Scalar) => AggregationSet;
  readonly #scoreSet: AggregationSet | undefined;
  readonly #context: ExecContext;
  /** For the values of all cells. */
  readonly #room: HeldRoom;
  #cells = 0;
  full = false;

  constructor(setFor: (label: Scalar) => AggregationSet, scoreSet: AggregationSet | undefined, context: ExecContext) {
    this.#setFor = setFor;
    this.#scoreSet = scoreSet;
    this.#context = context;
    this.#room = aggregationRoom(context);
  }

  add(event: Event, label: Scalar, rowValue: Scalar, name: string, columnValue: Scalar, isNull: boolean): void {
    const key = keyText([label]);
    let row = this.#rows.get(key);
    let cell = row?.cells.get(name);
    if (cell === undefined) {
      if (this.#cells >= this.#context.limits.heldRows) {
        this.full = true;
        return;
      }
      if (row === undefined && !this.#room.takeInstead(key, null)) return;
      if (!this.series.has(name) && !this.#room.takeInstead(name, null)) return;
      this.#cells++;
      if (row === undefined) {
        row = { label, order: toNumber(rowValue) ?? label, cells: new Map() };
        this.#rows.set(key, row);
      }
      cell = new Cell(this.#setFor(label), this.#context, this.#room);
      row.cells.set(name, cell);
    }
    cell.state.add(event);
    let series = this.series.get(name);
    if (series === undefined) {
      const score =
        this.#scoreSet === undefined ? undefined : new GroupState(this.#scoreSet, this.#context, this.#room);
      series = { name, order: toNumber(columnValue) ?? columnValue, isNull, events: 0, score };
      this.series.set(name, series);
    }
    if (isNull) series.isNull = true;
    series.events++;
    series.score?.add(event);
  }

  /** The rows in order: numbers by size, texts in byte order. */
  rows(): GridRow[] {
    return [...this.#rows.values()].sort((a, b) => compareNumbersFirst(a.order, b.order));
  }
}
