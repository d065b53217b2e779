import { unsupported } from '../refusal.js';
import { fieldOf } from '../relation.js';
import type { SqlValue } from '../value.js';
import type { NodeTemplate } from './define.js';
import { settled, withFields } from './row-wise.js';

/** `lookup`: fields from the rows of a table that agree with the event (spl-commands 8.1). */
export const emitLookup: NodeTemplate<'lookup'> = (node, cx) => {
  const rows = settled(cx.input(node.input), node.span, cx);
  const table = cx.schema.lookup(node.table);
  if (table === undefined) return unsupported(`there is no lookup ${node.table}`, node.tableSpan);
  const { dialect, convert, statement } = cx;
  const q = dialect.name;
  const keys = node.inputs.map((each) => each.table);
  const outputs =
    node.outputs ??
    table.fields.filter((field) => !keys.includes(field)).map((field) => ({ table: field, event: field }));
  const missing = [...keys, ...outputs.map((each) => each.table)].find((field) => !table.fields.includes(field));
  if (missing !== undefined) return unsupported(`the lookup ${node.table} has no column ${missing}`, node.tableSpan);
  const inputs = node.inputs.map((each) => fieldOf(rows, each.event, dialect));
  if (inputs.some((value) => value.type === 'null')) return rows;
  if (table.minMatches > 1) return unsupported('a lookup that asks for several matches', node.span);
  // One row per combination of the values of the inputs.
  const texts = inputs.map(
    (value, i) =>
      `${convert.to(value, value.type === 'list' ? 'list' : 'text')} AS ${value.type === 'list' ? 'l' : 'k'}${i}`,
  );
  const present = inputs.map((value) => convert.present(value)).join(' AND ');
  let from = `(SELECT ${q('#')} AS n, ${texts.join(', ')} FROM ${rows.table} WHERE ${present})`;
  const order: string[] = [];
  for (const [i, value] of inputs.entries()) {
    if (value.type !== 'list') continue;
    from = `(${dialect.tables.unnest(from, `l${i}`, `k${i}`, `i${i}`)})`;
    order.push(`i${i}`);
  }
  const fold = (sql: string): string => (table.caseSensitive ? sql : `spl_fold(${sql})`);
  const tests = keys.map((key, i): string => {
    const column = `coalesce(t.${q(table.column(key))}, '')`;
    const match = table.matchOf(key);
    if (match === 'exact') return `${fold(`k.k${i}`)} = ${fold(column)}`;
    if (match === 'cidr') {
      cx.caveat('networks of IPv6 addresses in the lookup match nothing', node.span);
      return `spl_in_network(k.k${i}, ${column})`;
    }
    const pattern = table.caseSensitive ? `spl_wildcard(${column})` : `spl_pattern(${column})`;
    return dialect.functions.like(fold(`k.k${i}`), pattern, true);
  });
  const combination = ['n', ...order];
  const fallback =
    table.minMatches > 0 && table.defaultMatch !== '' ? dialect.text(table.defaultMatch) : dialect.nothing('text');
  const cells = outputs.map(
    (each, i) =>
      `CASE WHEN t.seq IS NULL THEN ${fallback} ELSE nullif(t.${q(table.column(each.table))}, '') END AS o${i}`,
  );
  const matches = statement.step(
    'matches',
    node.span,
    `SELECT ${combination.map((each) => `k.${each} AS ${each}`).join(', ')}, t.seq AS found, ${cells.join(', ')}
  FROM ${from} AS k LEFT JOIN ${q(table.table)} AS t ON ${tests.join(' AND ')}
  QUALIFY row_number() OVER (PARTITION BY ${combination.map((each) => `k.${each}`).join(', ')} ORDER BY t.seq) <= ${table.maxMatches}`,
  );
  const lists = outputs.map((_, i) => `${dialect.aggregates.texts(`o${i}`, [...order, 'found'])} AS o${i}`);
  const found = statement.step(
    'found',
    node.span,
    `SELECT n, ${dialect.aggregates.some('found IS NOT NULL', '')} AS matched, ${lists.join(', ')}\n  FROM ${matches} GROUP BY n`,
  );
  const clears = node.overwrite && node.outputs !== undefined && cx.schema.semantics.lookupOutputNoMatch === 'cleared';
  const changes = new Map<string, SqlValue>();
  for (const [i, { event }] of outputs.entries()) {
    const before = fieldOf(rows, event, dialect, 'l.');
    const cells: SqlValue = { sql: `m.o${i}`, type: 'list' };
    if (before.type === 'null') changes.set(event, cells);
    else if (!node.overwrite)
      changes.set(event, { sql: convert.firstOf([convert.list(before), cells.sql], 'list'), type: 'list' });
    else {
      const cleared = clears ? 'm.n IS NOT NULL' : 'm.matched';
      changes.set(event, {
        sql: convert.choice([[cleared, cells.sql]], convert.firstOf([cells.sql, convert.list(before)], 'list'), 'list'),
        type: 'list',
      });
    }
  }
  return withFields(rows, changes, 'lookup', node.span, cx, {
    from: `${rows.table} AS l LEFT JOIN ${found} AS m ON m.n = l.${q('#')}`,
    qualifier: 'l.',
  });
};
