import type { Aggregation } from '../../plan/nodes/aggregate.js';
import type { Span } from '../../source/span.js';
import { emitAggregations } from '../aggregates.js';
import type { Emitter } from '../emitter.js';
import { unsupported } from '../refusal.js';
import { fieldOf, type Relation } from '../relation.js';
import { columnValues, optional, passed } from '../rows.js';
import type { SqlValue } from '../value.js';
import type { NodeTemplate } from './define.js';
import { grouped, type Keyed, withKeys } from './groups.js';
import { withOpenAggregates } from './open-aggregates.js';
import { settled, withFields } from './row-wise.js';

/** One row per group (spl-commands 3.1). */
export const emitAggregate: NodeTemplate<'aggregate'> = (node, cx) => {
  const rows = cx.input(node.input);
  if (node.allNumeric) return unsupported('stats allnum=true', node.span);
  if (rows.columns.size === 0 && !rows.open) cx.caveat('there are no fields to aggregate', node.span);
  const keyed = withKeys(rows, node.by, { dedup: node.dedupSplitValues, missing: node.missingKey }, node.span, cx);
  const by = node.by.map((key) => key.field);
  const open: Aggregation[] = [];
  const columns = emitAggregations(node.aggregations, keyed.rows, by, '', cx, open);
  const kept = cx.schema.semantics.emptyAggregateRow === 'kept';
  if (open.length === 0) return grouped(keyed, columns, 'stats', node.span, cx, kept);
  if (rows.keyOf !== undefined) return unsupported(`the fields that ${open[0]!.as} fits are not known`, node.span);
  const groups =
    columns.length === 0 ? groupsOf(keyed, node.span, cx) : grouped(keyed, columns, 'stats', node.span, cx, true);
  const found = withOpenAggregates(groups, keyed, open, by, node.span, cx);
  if (by.length > 0 || kept || columns.some(({ neverNull }) => neverNull)) return found;
  // Without BY an aggregation of nothing is no row.
  const { lists, maps, name: q } = cx.dialect;
  const some = [...columnValues(found, cx).values()].map((value) => cx.convert.present(value));
  const test = [...some, `${lists.size(maps.keys(q('*')))} > 0`].join(' OR ');
  return passed(found, cx.statement.step('stats', node.span, `SELECT *\n  FROM ${found.table}\n  WHERE ${test}`));
};

/** The groups by themselves; without BY one row, of rows or of none. */
function groupsOf(keyed: Keyed, span: Span, cx: Emitter): Relation {
  if (keyed.keys.length > 0) return grouped(keyed, [], 'stats', span, cx, true);
  return cx.statement.select('stats', span, keyed.rows.table, new Map(), {
    position: cx.dialect.aggregates.count('*', ''),
  });
}

/** The results of each group on every row of it (spl-commands 4.1). */
export const emitAnnotateGroups: NodeTemplate<'annotate-groups'> = (node, cx) => {
  const rows = settled(cx.input(node.input), node.span, cx);
  if (node.allNumeric) return unsupported('eventstats allnum=true', node.span);
  const { dialect, convert } = cx;
  const by = node.by.map((field) => ({ field, bins: undefined }));
  const keyed = withKeys(rows, by, { dedup: false, missing: undefined }, node.span, cx);
  const columns = emitAggregations(node.aggregations, keyed.rows, node.by, '', cx);
  const prefixed: Keyed = { rows: keyed.rows, keys: keyed.keys.map((key, i) => ({ ...key, field: `#key${i + 1}` })) };
  const groups = grouped(prefixed, columns, 'groups', node.span, cx, true, false);
  const q = dialect.name;
  const on = node.by.map((field, i) => {
    const own = fieldOf(rows, field, dialect, 'l.');
    const key = groups.columns.get(`#key${i + 1}`)!;
    const first =
      own.type === 'list' ? dialect.lists.at(own.sql, '1') : convert.to(own, key.type === 'number' ? 'number' : 'text');
    return `g.${q(key.name)} = ${first}`;
  });
  const changes = new Map<string, SqlValue>();
  for (const { as } of columns) {
    const column = groups.columns.get(as)!;
    const value: SqlValue = { sql: `g.${q(column.name)}`, type: column.type };
    const before = fieldOf(rows, as, dialect, 'l.');
    if (before.type === 'null') changes.set(as, value);
    else
      changes.set(as, {
        sql: convert.choice([[`g.${q('#')} IS NULL`, convert.list(before)]], convert.list(value), 'list'),
        type: 'list',
      });
  }
  return withFields(rows, changes, 'eventstats', node.span, cx, {
    from: `${rows.table} AS l LEFT JOIN ${optional(groups, cx)} AS g ON ${on.length === 0 ? 'TRUE' : on.join(' AND ')}`,
    qualifier: 'l.',
  });
};
