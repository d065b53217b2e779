import { autoregressNames, type WindowComputation } from '../../plan/nodes/window.js';
import type { Emitter } from '../emitter.js';
import { unsupported } from '../refusal.js';
import { fieldOf, type Relation } from '../relation.js';
import type { SqlValue } from '../value.js';
import type { NodeTemplate } from './define.js';
import { orBefore } from './extract.js';
import { settled, withFields } from './row-wise.js';
import { emitStreamstats } from './streamstats.js';

type Computation<N extends WindowComputation['name']> = WindowComputation & { readonly name: N };

/** Running computations (spl-commands 4.2 and 4.7). */
export const emitWindow: NodeTemplate<'window'> = (node, cx) => {
  const rows = settled(cx.input(node.input), node.span, cx);
  const { compute, span } = node;
  switch (compute.name) {
    case 'streamstats':
      return emitStreamstats(compute, rows, span, cx);
    case 'delta':
      return withFields(rows, new Map([[compute.as, delta(compute, rows, cx)]]), 'delta', span, cx);
    case 'accum':
      return withFields(rows, new Map([[compute.as, accum(compute, rows, cx)]]), 'accum', span, cx);
    case 'autoregress':
      return withFields(rows, earlierValues(compute, rows, cx), 'autoregress', span, cx);
    case 'trendline':
      return unsupported(compute.name, span);
  }
};

/** The value less the one of an earlier row; where either is no number a field of the name stays as it is. */
function delta(compute: Computation<'delta'>, rows: Relation, cx: Emitter): SqlValue {
  const { dialect, convert } = cx;
  const field = fieldOf(rows, compute.field, dialect);
  const before = (sql: string): string => dialect.aggregates.before(sql, compute.distance, dialect.name('#'));
  const [number, text] = [convert.number(field), convert.single(field)];
  const difference = `(${number} - ${before(number)})`;
  const sql = field.type === 'number' ? difference : `spl_sum(${difference}, ${text}, ${before(text)})`;
  return orBefore({ sql, type: 'number' }, fieldOf(rows, compute.as, dialect), cx);
}

/** The sum so far; a row without a number stays as it is. */
function accum(compute: Computation<'accum'>, rows: Relation, cx: Emitter): SqlValue {
  const { dialect, convert } = cx;
  const number = convert.number(fieldOf(rows, compute.field, dialect));
  const over = ` OVER (ORDER BY ${dialect.name('#')} ROWS UNBOUNDED PRECEDING)`;
  const sum = dialect.aggregates.numeric('sum', number, over);
  const found: SqlValue = { sql: `CASE WHEN ${number} IS NOT NULL THEN ${sum} END`, type: 'number' };
  return orBefore(found, fieldOf(rows, compute.as, dialect), cx);
}

/** Values of earlier rows; where there is none, a field stays as it is. */
function earlierValues(compute: Computation<'autoregress'>, rows: Relation, cx: Emitter): Map<string, SqlValue> {
  const { dialect } = cx;
  const value = fieldOf(rows, compute.field, dialect);
  const changes = new Map<string, SqlValue>();
  if (value.type === 'null' || value.type === 'boolean') return changes;
  for (const [index, name] of autoregressNames(compute).entries()) {
    const { type } = value;
    const earlier = dialect.aggregates.before(value.sql, compute.from + index, dialect.name('#'), type);
    changes.set(name, orBefore({ sql: earlier, type }, fieldOf(rows, name, dialect), cx));
  }
  return changes;
}
