import type { TableProcedure } from '../../plan/nodes/procedure.js';
import { toNumber } from '../../values/coerce.js';
import { Event } from '../../values/event.js';
import { chooseNumberSpan, chooseTimeSpan } from '../../values/time/bin-widths.js';
import { binStart, type NumberSpan, nextBin, numberBin, timeSpanOf } from '../../values/time/span.js';
import { alignmentOf } from '../bins.js';
import { extentOf } from '../chart/axis.js';
import type { ExecContext } from '../context.js';
import { type Run, wholeTable } from '../operator.js';
import { reportLimit } from '../report-limit.js';

type Makecontinuous = TableProcedure & { readonly name: 'makecontinuous' };

interface Steps {
  start(value: number): number;
  next(start: number): number;
}

function stepsOf(procedure: Makecontinuous, low: number, high: number, context: ExecContext): Steps {
  const { bins, field } = procedure;
  const most = bins.bins ?? 100;
  const given = bins.span;
  const time =
    given !== undefined &&
    (field === '_time' || given.kind === 'elapsed' || given.kind === 'days' || given.kind === 'months')
      ? timeSpanOf(given)
      : field === '_time'
        ? chooseTimeSpan(low, high, most, undefined, context.timeZone)
        : null;
  if (time !== null) {
    const align = alignmentOf(bins, context);
    return {
      start: (value) => binStart(value, time, context.timeZone, align),
      next: (start) => nextBin(start, time, context.timeZone),
    };
  }
  const span = (given as NumberSpan | undefined) ?? chooseNumberSpan(low, high, most, 0);
  const bounds = (value: number): readonly [number, number] => numberBin(value, span) ?? [value, value];
  return { start: (value) => bounds(value)[0], next: (start) => bounds(start)[1] };
}

/** `makecontinuous`: rows in order of a field, with rows for the steps that are missing (spl-commands 10.2). */
export function compileMakecontinuous(procedure: Makecontinuous, input: Run): Run {
  const { field, bins } = procedure;
  return wholeTable(input, 'makecontinuous', (rows, context) => {
    const extent = extentOf(rows, field);
    if (extent === undefined) return rows;
    const low = Math.min(extent.low, bins.start ?? extent.low);
    const high = Math.max(extent.high, bins.end ?? extent.high);
    const steps = stepsOf(procedure, low, high, context);
    const byStart = new Map<number, Event[]>();
    const without: Event[] = [];
    for (const row of rows) {
      const number = toNumber(row.get(field));
      if (number === null) {
        without.push(row);
        continue;
      }
      const start = steps.start(number);
      if (start !== number) row.set(field, start);
      const others = byStart.get(start);
      if (others === undefined) byStart.set(start, [row]);
      else others.push(row);
    }
    const result: Event[] = [];
    const most = context.limits.timechartBins;
    let made = 0;
    const last = steps.start(high);
    for (let start = steps.start(low); start <= last; ) {
      const own = byStart.get(start);
      if (own !== undefined) {
        for (const row of own) result.push(row);
        byStart.delete(start);
      } else if (made < most) {
        made++;
        result.push(Event.of([[field, start]]));
      } else {
        break;
      }
      const next = steps.next(start);
      if (!(next > start)) break;
      start = next;
    }
    if (byStart.size > 0) {
      // No more rows are made up; those that came in stay.
      if (made >= most) reportLimit(context, 'The rows that makecontinuous adds', 'timechartBins');
      for (const [, own] of [...byStart].sort(([a], [b]) => a - b)) for (const row of own) result.push(row);
    }
    return [...result, ...without];
  });
}
