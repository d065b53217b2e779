import type { TableProcedure } from '../../plan/nodes/procedure.js';
import type { Span } from '../../source/span.js';
import type { Emitter } from '../emitter.js';
import { unsupported } from '../refusal.js';
import { fieldOf, type Relation } from '../relation.js';
import type { SqlValue } from '../value.js';
import { grouped, withKeys } from './groups.js';

/** `top` and `rare`: the most and least frequent combinations of values, with their share (spl-commands 4.5). */
export function emitTop(
  procedure: TableProcedure & { readonly name: 'top' | 'rare' },
  rows: Relation,
  span: Span,
  cx: Emitter,
): Relation {
  if (procedure.other !== undefined) return unsupported(`${procedure.name} useother=true`, span);
  const { dialect } = cx;
  const q = dialect.name;
  const { by, fields } = procedure;
  const all = [...by, ...fields].map((field) => ({ field, bins: undefined }));
  const keyed = withKeys(rows, all, { dedup: false, missing: undefined }, span, cx);
  // A field may have the name of the count, so the keys keep names of their own until the end.
  const keys = keyed.keys.map((key, i) => ({ ...key, field: `#key${i + 1}` }));
  const count: SqlValue = { sql: dialect.aggregates.count('*', ''), type: 'number' };
  const counted = grouped(
    { rows: keyed.rows, keys },
    [{ as: '#count', value: count, neverNull: true }],
    procedure.name,
    span,
    cx,
    true,
    false,
  );
  const ofKey = (name: string): SqlValue => fieldOf(counted, name, dialect);
  const order = (from: number, to: number): string[] =>
    keys.slice(from, to).map(({ field }) => cx.convert.text(ofKey(field)));
  const partition = by.length === 0 ? '' : `PARTITION BY ${order(0, by.length).join(', ')} `;
  const n = q('#count');
  const direction = procedure.name === 'top' ? 'DESC' : 'ASC';
  const ranking = [n, ...order(by.length, keys.length)].map((each) => `${each} ${direction}`);
  const most = cx.schema.limits.topRows;
  const limit = procedure.limit === 0 ? most : Math.min(procedure.limit, most);
  const ranked = cx.statement.step(
    'ranked',
    span,
    `SELECT *, row_number() OVER (${partition}ORDER BY ${ranking.join(', ')}) AS ${q('#rank')}, ${dialect.aggregates.numeric('sum', n, ` OVER (${partition.trim()})`)} AS ${q('#total')}\n  FROM ${counted.table}`,
  );
  const made = new Map<string, SqlValue>();
  for (const [i, field] of [...by, ...fields].entries()) made.set(field, ofKey(`#key${i + 1}`));
  if (procedure.countField !== undefined) made.set(procedure.countField, { sql: n, type: 'number' });
  if (procedure.percentField !== undefined)
    made.set(procedure.percentField, { sql: `spl_decimals(100 * ${n} / ${q('#total')}, 6)`, type: 'text' });
  return cx.statement.select(procedure.name, span, ranked, made, {
    position: `row_number() OVER (ORDER BY ${[...order(0, by.length), q('#rank')].join(', ')})`,
    tail: `WHERE ${q('#rank')} <= ${limit}`,
  });
}
