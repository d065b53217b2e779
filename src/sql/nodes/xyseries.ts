import type { TableProcedure } from '../../plan/nodes/procedure.js';
import type { Span } from '../../source/span.js';
import type { Emitter } from '../emitter.js';
import { unsupported } from '../refusal.js';
import { fieldOf, type Relation } from '../relation.js';
import { columnValues } from '../rows.js';
import type { SqlValue } from '../value.js';
import { grouped } from './groups.js';
import { pivoted } from './pivot.js';
import { withFields } from './row-wise.js';

/** `xyseries`: one row per x, one column per name; of several rows with both the last stays (spl-commands 4.8). */
export function emitXyseries(
  procedure: TableProcedure & { readonly name: 'xyseries' },
  input: Relation,
  span: Span,
  cx: Emitter,
): Relation {
  if (procedure.grouped) return unsupported('xyseries grouped=true', span);
  const { convert, dialect, statement } = cx;
  const q = dialect.name;
  const first = (field: string): SqlValue => {
    const value = fieldOf(input, field, dialect);
    if (value.type !== 'list') return { sql: convert.text(value), type: 'text' };
    return { sql: dialect.lists.at(value.sql, '1'), type: 'text' };
  };
  const places = withFields(
    input,
    new Map([
      ['#label', first(procedure.x)],
      ['#series', first(procedure.series)],
    ]),
    'places',
    span,
    cx,
  );
  const whole = `${q('#label')} IS NOT NULL AND ${q('#series')} IS NOT NULL`;
  const last = statement.step(
    'cells',
    span,
    `SELECT *\n  FROM ${places.table}\n  WHERE ${whole}\n  QUALIFY row_number() OVER (PARTITION BY ${q('#label')}, ${q('#series')} ORDER BY ${q('#')} DESC) = 1`,
  );
  const values = columnValues(places, cx);
  const cells = new Map<string, SqlValue>([
    ['#label', values.get('#label')!],
    ['#series', values.get('#series')!],
  ]);
  for (const field of procedure.values) cells.set(field, fieldOf(places, field, dialect));
  const number: SqlValue = { sql: dialect.aggregates.numeric('min', q('#'), ''), type: 'number' };
  const keys = [{ field: '#label', name: '#label', value: values.get('#label')!, certain: true }];
  const labelled = {
    ...places,
    table: statement.step('labelled', span, `SELECT *\n  FROM ${places.table}\n  WHERE ${whole}`),
  };
  return pivoted(
    {
      table: statement.select('cells', span, last, cells),
      labels: grouped(
        { rows: labelled, keys },
        [{ as: '#first', value: number, neverNull: true }],
        'labels',
        span,
        cx,
        true,
        false,
      ),
      field: procedure.x,
      fixed: [],
      outputs: procedure.values,
      counts: new Set(),
      series: '#series',
      separator: procedure.separator,
      format: procedure.format,
      width: undefined,
    },
    span,
    cx,
  );
}
