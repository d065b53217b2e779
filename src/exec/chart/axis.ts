import type { TableProcedure } from '../../plan/nodes/procedure.js';
import type { BinOptions } from '../../plan/nodes/row.js';
import { toNumber } from '../../values/coerce.js';
import type { Event } from '../../values/event.js';
import { chooseNumberSpan, chooseTimeSpan } from '../../values/time/bin-widths.js';
import { binStart, type NumberSpan, nextBin, type TimeSpan, timeSpanOf } from '../../values/time/span.js';
import { valuesOf } from '../../values/value.js';
import { alignmentOf, type Binning, compileBins } from '../bins.js';
import type { ExecContext, TimeRange } from '../context.js';
import { rangeOf } from '../operators/scan.js';

/** The smallest and largest number of a field. */
export function extentOf(rows: readonly Event[], field: string): { low: number; high: number } | undefined {
  let low = Number.POSITIVE_INFINITY;
  let high = Number.NEGATIVE_INFINITY;
  for (const row of rows) {
    for (const value of valuesOf(row.get(field))) {
      const number = toNumber(value);
      if (number === null) continue;
      if (number < low) low = number;
      if (number > high) high = number;
    }
  }
  return low > high ? undefined : { low, high };
}

/** Whether bins must be chosen from the data. */
export function needsData(bins: BinOptions | undefined): boolean {
  return bins !== undefined && bins.span === undefined;
}

/** Bins of a split field; `rows` are there when `needsData`. Chart discretises into at most 300 bins (spl-commands 4.3). */
export function splitBins(bins: BinOptions, field: string, rows: readonly Event[], context: ExecContext): Binning {
  if (bins.span !== undefined) return compileBins(bins, field, context);
  const extent = extentOf(rows, field);
  if (extent === undefined) return (value) => value;
  const low = Math.min(extent.low, bins.start ?? extent.low);
  const high = Math.max(extent.high, bins.end ?? extent.high);
  const minimum = bins.minimumSpan === undefined ? undefined : timeSpanOf(bins.minimumSpan);
  const span: TimeSpan | NumberSpan =
    field === '_time'
      ? chooseTimeSpan(low, high, bins.bins ?? 300, minimum ?? undefined, context.timeZone)
      : chooseNumberSpan(low, high, bins.bins ?? 300, bins.minimumSpan?.kind === 'number' ? bins.minimumSpan.width : 0);
  return compileBins({ ...bins, span }, field, context);
}

type TimeRows = NonNullable<(TableProcedure & { readonly name: 'chart' })['time']>;

/** The bins of a timechart's rows. */
export class TimeAxis {
  readonly span: TimeSpan;
  readonly #range: TimeRange;
  readonly #align: number;
  readonly #context: ExecContext;
  readonly #partial: boolean;

  private constructor(span: TimeSpan, range: TimeRange, time: TimeRows, context: ExecContext) {
    this.span = span;
    this.#range = range;
    this.#align = alignmentOf(time.bins, { ...context, range });
    this.#context = context;
    this.#partial = time.partial;
  }

  /** The range the search was asked for; a bound that it does not have is infinite. All time begins at 0. */
  static rangeOf(time: TimeRows, context: ExecContext): TimeRange {
    if (!time.fixedRange) return { earliest: Number.NEGATIVE_INFINITY, latest: Number.POSITIVE_INFINITY };
    const { earliest, latest } = time.window === undefined ? context.range : rangeOf(time.window, context);
    return { earliest: earliest > 0 ? earliest : Number.NEGATIVE_INFINITY, latest };
  }

  static needsData(time: TimeRows, context: ExecContext): boolean {
    const { earliest, latest } = TimeAxis.rangeOf(time, context);
    return time.bins.span === undefined && !(Number.isFinite(earliest) && Number.isFinite(latest));
  }

  static create(time: TimeRows, rows: readonly Event[], context: ExecContext): TimeAxis {
    const range = TimeAxis.rangeOf(time, context);
    const { bins } = time;
    const given = bins.span === undefined ? null : timeSpanOf(bins.span);
    if (given !== null) return new TimeAxis(given, range, time, context);
    const bounded = Number.isFinite(range.earliest) && Number.isFinite(range.latest);
    const extent = bounded ? undefined : extentOf(rows, '_time');
    const first = Math.min(
      bins.start ?? Number.POSITIVE_INFINITY,
      Number.isFinite(range.earliest) ? range.earliest : (extent?.low ?? 0),
    );
    const last = Math.max(
      bins.end ?? Number.NEGATIVE_INFINITY,
      Number.isFinite(range.latest) ? range.latest - 1e-6 : (extent?.high ?? 0),
    );
    const minimum = bins.minimumSpan === undefined ? null : timeSpanOf(bins.minimumSpan);
    return new TimeAxis(
      chooseTimeSpan(first, last, bins.bins ?? 100, minimum ?? undefined, context.timeZone),
      range,
      time,
      context,
    );
  }

  start(time: number): number {
    return binStart(time, this.span, this.#context.timeZone, this.#align);
  }

  /** Length of the bin that begins here, in seconds. */
  length(start: number): number {
    return nextBin(start, this.span, this.#context.timeZone) - start;
  }

  /** Starts of all bins from the first to the last of the range, or of the data where the range is open. */
  all(seen: readonly number[]): { readonly starts: readonly number[]; readonly cut: boolean } {
    const { earliest, latest } = this.#range;
    const from = Number.isFinite(earliest) ? this.start(earliest) : seen[0];
    const to = Number.isFinite(latest) ? this.start(latest - 1e-6) : seen[seen.length - 1];
    if (from === undefined || to === undefined) return { starts: [], cut: false };
    const most = this.#context.limits.timechartBins;
    const starts: number[] = [];
    for (let start = Math.min(from, seen[0] ?? from); start <= Math.max(to, seen[seen.length - 1] ?? to); ) {
      if (starts.length >= most) return { starts, cut: true };
      starts.push(start);
      start = nextBin(start, this.span, this.#context.timeZone);
    }
    return { starts, cut: false };
  }

  /** Whether the bin is to be shown: `partial=f` leaves out those that the range cuts. */
  shows(start: number): boolean {
    if (this.#partial) return true;
    return start >= this.#range.earliest && start + this.length(start) <= this.#range.latest;
  }
}
