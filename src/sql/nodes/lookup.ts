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
  // One row per combination of the values of the inputs.
  let from = `(SELECT ${q('#')} AS n, ${inputs.map((value, i) => `${convert.to(value, value.type === 'list' ? 'list' : 'text')} AS k${i}`).join(', ')} FROM ${rows.table} WHERE ${inputs.map((value) => `${value.sql} IS NOT NULL`).join(' AND ')})`;
  const order: string[] = [];
  for (const [i, value] of inputs.entries()) {
    if (value.type !== 'list') continue;
    from = `(SELECT * EXCLUDE (k${i}), unnest(k${i}) AS k${i}, generate_subscripts(k${i}, 1) AS i${i} FROM ${from})`;
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
    if (table.caseSensitive)
      return `k.k${i} LIKE replace(replace(replace(replace(${column}, '\\', '\\\\'), '%', '\\%'), '_', '\\_'), '*', '%') ESCAPE '\\'`;
    return `spl_fold(k.k${i}) LIKE spl_pattern(${column}) ESCAPE '\\'`;
  });
  const combination = ['k.n', ...order.map((each) => `k.${each}`)];
  const matches = statement.step(
    'matches',
    node.span,
    `SELECT ${combination.join(', ')}, t.seq AS found, ${outputs.map((each, i) => `CASE WHEN t.seq IS NULL THEN ${table.minMatches > 0 && table.defaultMatch !== '' ? dialect.text(table.defaultMatch) : 'NULL'} ELSE nullif(t.${q(table.column(each.table))}, '') END AS o${i}`).join(', ')}
  FROM ${from} AS k LEFT JOIN ${q(table.table)} AS t ON ${tests.join(' AND ')}
  QUALIFY row_number() OVER (PARTITION BY ${combination.join(', ')} ORDER BY t.seq) <= ${table.maxMatches}`,
  );
  if (table.minMatches > 1) return unsupported('a lookup that asks for several matches', node.span);
  const sorted = [...order, 'found'].join(', ');
  const found = statement.step(
    'found',
    node.span,
    `SELECT n, bool_or(found IS NOT NULL) AS matched, ${outputs.map((_, i) => `list(o${i} ORDER BY ${sorted}) FILTER (WHERE o${i} IS NOT NULL) AS o${i}`).join(', ')}\n  FROM ${matches} GROUP BY n`,
  );
  const clears = node.overwrite && node.outputs !== undefined && cx.schema.semantics.lookupOutputNoMatch === 'cleared';
  const changes = new Map<string, SqlValue>();
  for (const [i, { event }] of outputs.entries()) {
    const before = fieldOf(rows, event, dialect, 'l.');
    const cells: SqlValue = { sql: `m.o${i}`, type: 'list' };
    if (before.type === 'null') changes.set(event, cells);
    else if (!node.overwrite)
      changes.set(event, { sql: `coalesce(${convert.list(before)}, ${cells.sql})`, type: 'list' });
    else {
      const cleared = clears ? 'm.n IS NOT NULL' : 'm.matched';
      changes.set(event, {
        sql: `CASE WHEN ${cleared} THEN ${cells.sql} ELSE coalesce(${cells.sql}, ${convert.list(before)}) END`,
        type: 'list',
      });
    }
  }
  return withFields(rows, changes, 'lookup', node.span, cx, {
    from: `${rows.table} AS l LEFT JOIN ${found} AS m ON m.n = l.${q('#')}`,
    qualifier: 'l.',
  });
};
