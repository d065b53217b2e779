import type { SortKey } from '../../plan/nodes/set.js';
import type { NodeOf } from '../../plan/plan.js';
import type { Span } from '../../source/span.js';
import { isSubsearch } from '../../syntax/parts.js';
import type { Emitter } from '../emitter.js';
import { unsupported } from '../refusal.js';
import { fieldOf, type Relation } from '../relation.js';
import { carried, columnValues, numbered, passed } from '../rows.js';
import { scopeOf } from '../scope.js';
import type { SqlType } from '../value.js';
import type { NodeTemplate } from './define.js';
import { settled } from './row-wise.js';

/** The order of a key: null is last in both directions (spl-commands 5.1). */
function keyOrder(key: SortKey, rows: Relation, span: Span, cx: Emitter): string[] {
  const value = fieldOf(rows, key.field, cx.dialect);
  if (value.type === 'null') return [];
  const way = key.descending ? 'DESC' : 'ASC';
  if (value.type === 'number' && key.order !== 'str') return [`${value.sql} ${way} NULLS LAST`];
  const text = value.type === 'list' ? cx.dialect.lists.at(value.sql, '1') : cx.convert.text(value);
  if (key.order === 'str') return [`${text} ${way} NULLS LAST`];
  const [number, address] = [`spl_num(${text})`, `spl_ip4(${text})`];
  // Equal numbers, and equal addresses, may be written in several ways.
  const byText = (...others: readonly string[]): string =>
    `CASE WHEN ${others.map((each) => `${each} IS NULL`).join(' AND ')} THEN ${text} END ${way} NULLS LAST`;
  const byNumber = `${number} ${way} NULLS LAST`;
  const absent = `(${text} IS NULL) ASC`;
  if (key.order === 'num') return [absent, `(${number} IS NULL) ${way}`, byNumber, byText(number)];
  cx.caveat(
    'a number or address beside a text that begins with a digit, such as 10a, and an address of IPv6 may come at another place',
    span,
  );
  const byAddress = `${address} ${way} NULLS LAST`;
  if (key.order === 'ip') return [absent, `spl_ip_kind(${text}) ${way}`, byAddress, byText(address)];
  return [absent, `spl_sort_kind(${text}) ${way}`, byNumber, byAddress, byText(number, address)];
}

/** Rows with new positions. */
function reordered(
  rows: Relation,
  order: readonly string[],
  label: string,
  span: { start: number; end: number },
  cx: Emitter,
): Relation {
  return cx.statement.select(label, span, rows.table, columnValues(rows, cx), {
    ...carried(rows, cx),
    position: numbered(order, cx),
  });
}

export const emitSort: NodeTemplate<'sort'> = (node, cx) => {
  const rows = settled(cx.input(node.input), node.span, cx);
  const keys = node.reversed ? node.keys.map((key) => ({ ...key, descending: !key.descending })) : node.keys;
  const sorted = reordered(
    rows,
    keys.flatMap((key) => keyOrder(key, rows, node.span, cx)),
    'sort',
    node.span,
    cx,
  );
  const limit = node.limit ?? cx.schema.limits.sortRows;
  return limit === 0 ? sorted : firstRows(sorted, limit, 'sort', node.span, cx);
};

export function firstRows(
  rows: Relation,
  count: number,
  label: string,
  span: { start: number; end: number },
  cx: Emitter,
): Relation {
  return passed(
    rows,
    cx.statement.step(label, span, `SELECT *\n  FROM ${rows.table}\n  ORDER BY ${cx.dialect.name('#')} LIMIT ${count}`),
  );
}

export const emitLimit: NodeTemplate<'limit'> = (node, cx) => {
  const rows = settled(cx.input(node.input), node.span, cx);
  const { which } = node;
  const position = cx.dialect.name('#');
  switch (which.name) {
    case 'head': {
      let from = rows;
      if (which.until !== undefined) {
        if (isSubsearch(which.until)) return unsupported('head with the text of a subsearch', node.span);
        if (which.nullContinues) return unsupported('head null=true', node.span);
        const test = cx.condition(which.until, scopeOf(rows));
        const before = which.keepLast ? `<=` : `<`;
        const table = cx.statement.step(
          'head',
          node.span,
          `SELECT *\n  FROM ${rows.table}\n  WHERE coalesce(${position} ${before} (SELECT ${cx.dialect.aggregates.numeric('min', position, '')} FROM ${rows.table} WHERE NOT ${test}), TRUE)`,
        );
        from = passed(rows, table);
      }
      return which.count === undefined ? from : firstRows(from, Math.max(0, which.count), 'head', node.span, cx);
    }
    case 'tail': {
      const turned = reordered(rows, [`${position} DESC`], 'tail', node.span, cx);
      return firstRows(turned, which.count, 'tail', node.span, cx);
    }
    case 'reverse':
      return reordered(rows, [`${position} DESC`], 'reverse', node.span, cx);
    case 'uniq':
      return unsupported('uniq', node.span);
  }
};

export const emitDedup: NodeTemplate<'dedup'> = (node, cx) => {
  const rows = settled(cx.input(node.input), node.span, cx);
  if (node.keepEvents || node.consecutive) return dedupRuns(node, rows, cx);
  const values = node.fields.map((field) => fieldOf(rows, field, cx.dialect));
  const position = cx.dialect.name('#');
  const absent = values.map((value) => cx.convert.absent(value)).join(' OR ');
  const keys = values.filter((value) => value.type !== 'null').map((value) => value.sql);
  const rank = `row_number() OVER (${keys.length === 0 ? '' : `PARTITION BY ${keys.join(', ')} `}ORDER BY ${position}) <= ${node.count}`;
  const kept = node.keepEmpty ? `(${absent}) OR ${rank}` : `NOT (${absent}) AND ${rank}`;
  return passed(rows, cx.statement.step('dedup', node.span, `SELECT *\n  FROM ${rows.table}\n  QUALIFY ${kept}`));
};

/** `dedup` that compares with the row before only, or keeps the later rows without the fields (spl-commands 5.2). */
function dedupRuns(node: NodeOf<'dedup'>, rows: Relation, cx: Emitter): Relation {
  const { convert, dialect, statement } = cx;
  const q = dialect.name;
  if (node.keepEmpty) return unsupported('dedup keepempty with keepevents or consecutive', node.span);
  const values = node.fields.map((field) => fieldOf(rows, field, dialect));
  const whole = values.map((value) => convert.present(value)).join(' AND ');
  let table = rows.table;
  let partition = values.map((value) => (value.type === 'null' ? 'NULL' : value.sql)).join(', ');
  if (node.consecutive) {
    // A row without the fields, and the one behind it, are unlike the row before.
    const changed = values.map(
      ({ sql, type }) => `coalesce(${sql} <> ${dialect.aggregates.before(sql, 1, q('#'), type)}, TRUE)`,
    );
    const changes = statement.step(
      'changes',
      node.span,
      `SELECT *, CASE WHEN ${changed.join(' OR ')} THEN 1 ELSE 0 END AS ${q('#change')}\n  FROM ${table}`,
    );
    const runs = dialect.aggregates.numeric('sum', q('#change'), ` OVER (ORDER BY ${q('#')} ROWS UNBOUNDED PRECEDING)`);
    table = statement.step('runs', node.span, `SELECT *, ${runs} AS ${q('#run')}\n  FROM ${changes}`);
    partition = q('#run');
  }
  const rank = `row_number() OVER (PARTITION BY ${partition} ORDER BY ${q('#')})`;
  if (!node.keepEvents)
    // Columns by name: those of the runs belong to this step alone.
    return statement.select('dedup', node.span, table, columnValues(rows, cx), {
      ...carried(rows, cx),
      tail: `WHERE ${whole}\n  QUALIFY ${rank} <= ${node.count}`,
    });
  const ranked = statement.step(
    'ranked',
    node.span,
    `SELECT *, ${rank} AS ${q('#rank')}\n  FROM ${table}\n  WHERE ${whole}`,
  );
  const fields = columnValues(rows, cx);
  for (const [i, field] of node.fields.entries()) {
    const value = values[i]!;
    if (value.type === 'null') continue;
    const kept = convert.choice([[`${q('#rank')} <= ${node.count}`, value.sql]], undefined, value.type as SqlType);
    fields.set(field, { ...value, sql: kept });
  }
  return statement.select('dedup', node.span, ranked, fields, carried(rows, cx));
}
