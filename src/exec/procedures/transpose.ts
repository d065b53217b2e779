import { columnOrder } from '../../plan/column-order.js';
import { declaredColumns } from '../../plan/declared-columns.js';
import type { TableProcedure } from '../../plan/nodes/procedure.js';
import type { PlanNode } from '../../plan/plan.js';
import { toText } from '../../values/coerce.js';
import type { Value } from '../../values/value.js';
import { type OperatorCompiler, type Run, wholeTable } from '../operator.js';
import { namesOf, orderedNames } from '../ordered-names.js';
import { namesBeside } from '../series.js';
import { tableRows } from '../table-row.js';

type Transpose = TableProcedure & { readonly name: 'transpose' };

/**
 * `transpose`: fields become rows (spl-commands 4.8), in the order of the columns, also those that a command before named and no row
 * has. Of the internal fields only `_time` and `_raw` do.
 */
export function compileTranspose(procedure: Transpose, input: Run, _: OperatorCompiler, before: PlanNode): Run {
  const { column, header } = procedure;
  const order = columnOrder(before);
  const declared = declaredColumns(before);
  return wholeTable(input, 'transpose', (rows, context) => {
    const taken = procedure.rows === 0 ? rows : rows.slice(0, procedure.rows);
    const titles = namesBeside(
      taken.map((row, index) => (header === undefined ? null : toText(row.get(header))) || `row ${index + 1}`),
      [column],
      'transpose',
      context.note,
    );
    const make = tableRows([column, ...titles]);
    return orderedNames(order, namesOf(rows, rows.length === 0 ? [] : declared))
      .filter((field) => field !== header && (!field.startsWith('_') || field === '_time' || field === '_raw'))
      .flatMap((field) => {
        const values = taken.map((row) => row.get(field));
        if (!procedure.includeEmpty && values.every((value) => value === null || value === '')) return [];
        const cells: [string, Value][] = [[column, field]];
        for (const [index, value] of values.entries()) cells.push([titles[index]!, value]);
        return [make(cells)];
      });
  });
}
