import type { TableProcedure } from '../../plan/nodes/procedure.js';
import { firstPlace } from '../../support/first-place.js';
import { toNumber } from '../../values/coerce.js';
import { type Run, wholeTable } from '../operator.js';

/** How many of the ascending numbers are at most `value`. */
function countUpTo(sorted: Float64Array, value: number): number {
  return firstPlace(sorted.length, (place) => sorted[place]! > value);
}

/**
 * `concurrency`: how many rows are under way when a row begins, itself included (spl-commands 10.2). A row is under way
 * from its start up to, not including, its start plus duration [I]. Rows without both numbers get nothing.
 */
export function compileConcurrency(procedure: TableProcedure & { readonly name: 'concurrency' }, input: Run): Run {
  return wholeTable(input, 'concurrency', (rows) => {
    const spans = rows.map((row) => {
      const start = toNumber(row.get(procedure.start));
      const length = toNumber(row.get(procedure.duration));
      return start === null || length === null ? undefined : { start, end: start + Math.max(0, length) };
    });
    const known = spans.filter((span) => span !== undefined);
    const starts = Float64Array.from(known, (span) => span.start).sort();
    const ends = Float64Array.from(known, (span) => span.end).sort();
    rows.forEach((row, index) => {
      const span = spans[index];
      if (span === undefined) return;
      const others = countUpTo(starts, span.start) - countUpTo(ends, span.start);
      row.set(procedure.output, span.end === span.start ? others + 1 : others);
    });
    return rows;
  });
}
