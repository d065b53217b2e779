import type { HeldRoom } from '../../functions/held-room.js';
import type { TableProcedure } from '../../plan/nodes/procedure.js';
import { scalarText, toNumber } from '../../values/coerce.js';
import type { Event } from '../../values/event.js';
import type { Scalar, Value } from '../../values/value.js';
import { needsData, splitBins, TimeAxis } from '../chart/axis.js';
import { chooseSeries } from '../chart/choose-series.js';
import { Cell, type ComputedColumn, Grid, type GridRow } from '../chart/grid.js';
import type { Batch, ExecContext } from '../context.js';
import { AggregationSet, aggregationRoom } from '../groups/aggregation.js';
import { groupKeys } from '../groups/group-keys.js';
import { cellBatches, collectRows, inBatches, type OperatorCompiler, type Run } from '../operator.js';
import { reportLimit } from '../report-limit.js';
import { namesBeside, seriesName, visibleName } from '../series.js';
import { tableRows } from '../table-row.js';

type Chart = TableProcedure & { readonly name: 'chart' };

/** The only series of a chart without a column split. */
const whole = '';

/** `chart` and `timechart`: aggregations in a grid, counted as the rows come (spl-commands 4.3, 4.4). */
export function compileChart(procedure: Chart, input: Run, compiler: OperatorCompiler): Run {
  const { row, column, time } = procedure;
  const by = [row?.field, column?.field].filter((field) => field !== undefined);
  const makeSet = (spanSeconds?: number): AggregationSet =>
    new AggregationSet(
      procedure.aggregations,
      compiler,
      { allNumeric: false, ...(spanSeconds === undefined ? {} : { spanSeconds }) },
      by,
    );
  const score = column?.keep.score;
  // A bare count of events needs no state of its own.
  const scoreSet =
    score?.over === 'events' && score.aggregation.argument.kind !== 'none'
      ? new AggregationSet([score.aggregation], compiler, { allNumeric: false })
      : undefined;
  const computed = procedure.computed.map(({ as, expression }) => ({ as, evaluate: compiler.expression(expression) }));
  return async function* (context) {
    const wantsRows =
      (time !== undefined && TimeAxis.needsData(time, context)) || needsData(row?.bins) || needsData(column?.bins);
    const held = wantsRows
      ? await collectRows(input(context), context, time === undefined ? 'chart' : 'timechart')
      : [];
    const axis = time === undefined ? undefined : TimeAxis.create(time, held, context);
    const sets = new Map<number | undefined, AggregationSet>();
    const grid = new Grid(
      (label) => {
        const seconds = axis?.length(toNumber(label) ?? 0);
        let set = sets.get(seconds);
        if (set === undefined) {
          set = makeSet(seconds);
          sets.set(seconds, set);
        }
        return set;
      },
      scoreSet,
      context,
    );
    const place = placer(procedure, axis, held, grid, context);
    for await (const batch of wantsRows ? inBatches(held) : (input(context) as AsyncIterable<Batch>)) {
      for (const event of batch) place(event);
    }
    if (grid.full) reportLimit(context, 'The cells of a chart', 'heldRows');
    const table = new ChartTable(procedure, computed, grid, makeSet, context);
    const rows = axis === undefined ? table.plain() : table.overTime(axis);
    yield* cellBatches(rows, column === undefined ? 0 : table.width, 'The cells of a chart', context);
  };
}

/** Puts an event into its cells: one per value of the row field and of the column field. */
function placer(
  procedure: Chart,
  axis: TimeAxis | undefined,
  held: readonly Event[],
  grid: Grid,
  context: ExecContext,
): (event: Event) => void {
  const { row, column } = procedure;
  const rowBins = row?.bins === undefined ? undefined : splitBins(row.bins, row.field, held, context);
  const columnBins = column?.bins === undefined ? undefined : splitBins(column.bins, column.field, held, context);
  const fields = [row?.field, column?.field].filter((field) => field !== undefined);
  const keyOptions = { dedupSplitValues: procedure.dedupSplitValues, missing: undefined };
  return (event) => {
    // Without the column field the row's keys alone, in the column of NULL.
    const noColumn = column !== undefined && !event.has(column.field);
    if (noColumn && !column.useNull) return;
    for (const key of groupKeys(event, noColumn ? fields.slice(0, -1) : fields, keyOptions)) {
      const value: Scalar = row === undefined ? 'all' : key[0]!;
      let label = rowBins === undefined ? value : rowBins(value);
      if (axis !== undefined) {
        const number = toNumber(value);
        if (number === null) continue;
        label = axis.start(number);
      }
      if (column === undefined) {
        grid.add(event, label, value, whole, whole, false);
        continue;
      }
      const split: Scalar = noColumn ? column.nullText : key[key.length - 1]!;
      const name = scalarText(noColumn || columnBins === undefined ? split : columnBins(split));
      grid.add(event, label, value, visibleName(name), split, noColumn);
    }
  };
}

/** One column of the result: where its cells come from, and its title. */
interface Column {
  readonly title: string;
  readonly series: string;
  readonly output: string;
}

class ChartTable {
  readonly #procedure: Chart;
  readonly #computed: readonly ComputedColumn[];
  readonly #context: ExecContext;
  readonly #room: HeldRoom;
  readonly #rows: GridRow[];
  readonly #columns: readonly Column[];
  /** Columns that count: 0 where there is nothing. */
  readonly #counts: ReadonlySet<string>;

  constructor(
    procedure: Chart,
    computed: readonly ComputedColumn[],
    grid: Grid,
    makeSet: () => AggregationSet,
    context: ExecContext,
  ) {
    this.#procedure = procedure;
    this.#computed = computed;
    this.#context = context;
    // Cells that are put together are still held apart.
    this.#room = aggregationRoom(context);
    this.#rows = grid.rows();
    this.#counts = new Set(
      procedure.aggregations
        .filter((each) => each.function === 'count' && each.sparkline === undefined)
        .map((each) => each.as),
    );
    if (procedure.row === undefined && this.#rows.length === 0) {
      this.#rows.push({
        label: 'all',
        order: 'all',
        cells: new Map([[whole, new Cell(makeSet(), context, this.#room)]]),
      });
    }
    this.#columns = this.#columnsOf(grid);
  }

  #columnsOf(grid: Grid): Column[] {
    const { column } = this.#procedure;
    if (column === undefined) return this.#outputs().map((output) => ({ title: output, series: whole, output }));
    const first = this.#procedure.outputs[0]!;
    const { kept, others } = chooseSeries(
      grid.series.values(),
      column,
      this.#rows,
      first,
      this.#computed,
      this.#context,
    );
    const names = kept.map((series) => series.name);
    if (column.useOther && others.length > 0) {
      this.#merge(
        others.map((series) => series.name),
        column.otherText,
      );
      if (!names.includes(column.otherText)) names.push(column.otherText);
    }
    const outputs = this.#outputs();
    const naming = { ...this.#procedure, several: outputs.length > 1 };
    const columns = outputs.flatMap((output) =>
      names.map((series) => ({ title: seriesName(output, series, naming), series, output })),
    );
    const { row, time } = this.#procedure;
    const titles = namesBeside(
      columns.map(({ title }) => title),
      time !== undefined ? ['_time', '_span'] : row === undefined ? [] : [row.field],
      time === undefined ? 'chart' : 'timechart',
      this.#context.note,
    );
    return columns.map((each, at) => ({ ...each, title: titles[at]! }));
  }

  /** The columns written, and those that patterns made. */
  #outputs(): string[] {
    const names = new Set(this.#procedure.outputs.filter((name) => !name.includes('*')));
    if (names.size === this.#procedure.outputs.length) return [...names];
    const hidden = new Set(this.#procedure.aggregations.map((each) => each.as).filter((name) => !names.has(name)));
    for (const row of this.#rows) {
      for (const cell of row.cells.values()) {
        for (const name of cell.results(this.#computed, this.#context).keys()) if (!hidden.has(name)) names.add(name);
      }
    }
    return [...names];
  }

  /** Puts the events of several series together: the aggregations go on over all of them. */
  #merge(series: readonly string[], target: string): void {
    for (const row of this.#rows) {
      let into = row.cells.get(target);
      for (const name of series) {
        const cell = row.cells.get(name);
        if (cell === undefined || cell === into) continue;
        if (into === undefined) {
          into = new Cell(cell.state.set, this.#context, this.#room);
          row.cells.set(target, into);
        }
        into.merge(cell);
      }
    }
  }

  #cells(row: GridRow): [string, Value][] {
    return this.#columns.map(({ title, series, output }) => {
      const value = row.cells.get(series)?.results(this.#computed, this.#context).get(output) ?? null;
      return [title, value ?? (this.#counts.has(output) ? 0 : null)];
    });
  }

  /** How many columns it has besides that of the rows. */
  get width(): number {
    return this.#columns.length;
  }

  *plain(): Generator<Event> {
    const { row: split } = this.#procedure;
    const titles = this.#columns.map(({ title }) => title);
    const make = tableRows(split === undefined ? titles : [split.field, ...titles]);
    for (const row of this.#rows) {
      const cells = this.#cells(row);
      if (split !== undefined) yield make([[split.field, row.label], ...cells]);
      else if (this.#context.semantics.emptyAggregateRow === 'kept' || cells.some(([, value]) => value !== null))
        yield make(cells);
    }
  }

  *overTime(axis: TimeAxis): Generator<Event> {
    const rows = new Map(this.#rows.map((row) => [toNumber(row.label)!, row]));
    let starts: readonly number[] = [...rows.keys()];
    if (this.#procedure.continuous) {
      const { starts: filled, cut } = axis.all(starts);
      if (cut) reportLimit(this.#context, 'The bins of timechart', 'timechartBins');
      starts = filled;
    }
    const make = tableRows(['_time', ...this.#columns.map(({ title }) => title), '_span']);
    for (const start of starts) {
      if (!axis.shows(start)) continue;
      const row = rows.get(start) ?? { label: start, order: start, cells: new Map<string, Cell>() };
      yield make([['_time', start], ...this.#cells(row), ['_span', axis.length(start)]]);
    }
  }
}
