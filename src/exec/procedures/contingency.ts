import type { TableProcedure } from '../../plan/nodes/procedure.js';
import { scalarText } from '../../values/coerce.js';
import { compareText } from '../../values/compare.js';
import { Event } from '../../values/event.js';
import { type Value, valuesOf } from '../../values/value.js';
import { LimitedRoom } from '../held-room.js';
import { inBatches, type Run } from '../operator.js';
import { reportLimit } from '../report-limit.js';
import { namesBeside } from '../series.js';

type Contingency = TableProcedure & { readonly name: 'contingency' };

/** Values by how often they came, most frequent first. */
function ranked(counts: ReadonlyMap<string, number>, most: number, cover: number): string[] {
  const sorted = [...counts].sort(([a, m], [b, n]) => n - m || compareText(a, b));
  const total = sorted.reduce((sum, [, count]) => sum + count, 0);
  const kept: string[] = [];
  let covered = 0;
  for (const [value, count] of sorted) {
    if ((most > 0 && kept.length >= most) || covered >= cover * total) break;
    kept.push(value);
    covered += count;
  }
  return kept;
}

function increase(counts: Map<string, number>, key: string): void {
  counts.set(key, (counts.get(key) ?? 0) + 1);
}

/** `contingency`: how often the values of two fields came together, with totals (spl-commands 13). */
export function compileContingency(procedure: Contingency, input: Run): Run {
  const { first, second, total } = procedure;
  return async function* (context) {
    const table = new Map<string, Map<string, number>>();
    const rowCounts = new Map<string, number>();
    const columnCounts = new Map<string, number>();
    const limit = context.limits.heldRows;
    const room = new LimitedRoom(context, 'The cells of contingency');
    let cells = 0;
    let full = false;
    /** Whether there is room for a cell that has not been seen. */
    const takesCell = (a: string, b: string): boolean => {
      if (cells >= limit) {
        full = true;
        return false;
      }
      if (!rowCounts.has(a) && !room.takeInstead(a, null)) return false;
      if (!columnCounts.has(b) && !room.takeInstead(b, null)) return false;
      cells++;
      return true;
    };
    const count = (a: string, b: string): void => {
      let row = table.get(a);
      if (row?.has(b) !== true && !takesCell(a, b)) return;
      if (row === undefined) {
        row = new Map();
        table.set(a, row);
      }
      increase(row, b);
      increase(rowCounts, a);
      increase(columnCounts, b);
    };
    for await (const batch of input(context)) {
      for (const event of batch) {
        const columns = valuesOf(event.get(second)).map(labelOf);
        for (const a of valuesOf(event.get(first)).map(labelOf)) for (const b of columns) count(a, b);
      }
    }
    if (full) reportLimit(context, 'The cells of contingency', 'heldRows');
    const rows = ranked(rowCounts, procedure.maxRows, procedure.minRowCover);
    const columns = ranked(columnCounts, procedure.maxColumns, procedure.minColumnCover);
    const titles = namesBeside(columns, total === undefined ? [first] : [first, total], 'contingency', context.note);
    const sums = new Map<string, number>();
    const result = rows.map((a) => {
      const line: [string, Value][] = [[first, a]];
      let sum = 0;
      for (const [at, b] of columns.entries()) {
        const count = table.get(a)?.get(b) ?? 0;
        line.push([titles[at]!, count]);
        sum += count;
        sums.set(b, (sums.get(b) ?? 0) + count);
      }
      if (total !== undefined) line.push([total, sum]);
      return Event.of(line);
    });
    if (total !== undefined) {
      const line: [string, Value][] = [[first, total]];
      let sum = 0;
      for (const [at, b] of columns.entries()) {
        line.push([titles[at]!, sums.get(b) ?? 0]);
        sum += sums.get(b) ?? 0;
      }
      line.push([total, sum]);
      result.push(Event.of(line));
    }
    yield* inBatches(result);
  };
}

function labelOf(value: Parameters<typeof scalarText>[0]): string {
  const text = scalarText(value);
  return text === '' ? 'EMPTY_STR' : text;
}
