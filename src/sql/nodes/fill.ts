import { hasWildcard } from '../../values/wildcard.js';
import { unsupported } from '../refusal.js';
import { fieldOf } from '../relation.js';
import { carried, columnValues } from '../rows.js';
import type { SqlType, SqlValue } from '../value.js';
import type { NodeTemplate } from './define.js';
import { fits, keyTest, settled, withFields } from './row-wise.js';

/** `fillnull` and `filldown`: a text, or the value of an earlier row, where a field is not there (spl-commands 5.5). */
export const emitFill: NodeTemplate<'fill'> = (node, cx) => {
  const rows = settled(cx.input(node.input), node.span, cx);
  const { patterns = ['*'] } = node;
  const wild = patterns.some(hasWildcard);
  if (wild && rows.open && node.with.from === 'previous')
    return unsupported('fields that are not known before the run', node.span);
  const changes = new Map<string, SqlValue>();
  const q = cx.dialect.name;
  const names = new Set([
    ...patterns.filter((each) => !hasWildcard(each)),
    ...[...rows.columns.keys()].filter((field) => fits(patterns, field)),
  ]);
  for (const field of names) {
    const value = fieldOf(rows, field, cx.dialect);
    if (node.with.from === 'previous') {
      if (value.type === 'null') continue;
      changes.set(field, {
        ...cx.convert.stored(value),
        sql: cx.dialect.aggregates.lastSeen(value.sql, value.type as SqlType, q('#')),
      });
      continue;
    }
    const text: SqlValue = { sql: cx.dialect.text(node.with.value), type: 'text' };
    if (value.type === 'null') {
      changes.set(field, text);
      continue;
    }
    const listed = patterns.includes(field);
    const type = value.type === 'list' ? 'list' : 'text';
    const filled = cx.convert.firstOf([cx.convert.to(value, type), cx.convert.to(text, type)], type);
    // A pattern means the fields that some row has.
    const known = cx.dialect.aggregates.some(cx.convert.present(value), ' OVER ()');
    changes.set(field, { sql: listed ? filled : cx.convert.choice([[known, filled]], undefined, type), type });
  }
  if (!(wild && rows.open) || node.with.from === 'previous')
    return withFields(rows, changes, 'fillnull', node.span, cx);
  // Entries for every name that some row has; those of the row itself win.
  const hidden = [...rows.columns.keys()].map((field) => cx.dialect.text(field));
  const key = q('#key');
  const not = hidden.length === 0 ? '' : ` AND ${key} NOT IN (${hidden.join(', ')})`;
  const known = cx.statement.step(
    'names',
    node.span,
    `SELECT ${cx.dialect.lists.concat([cx.dialect.aggregates.sortedTexts(key)])} AS ${q('#keys')}
  FROM (${cx.dialect.tables.unnest(rows.table, cx.dialect.maps.keys(q('*')), '#key')})
  WHERE ${keyTest(patterns, key, cx)}${not}`,
  );
  const { lists, maps } = cx.dialect;
  const defaults = maps.constant(q('#keys'), cx.variable(), lists.literal([cx.dialect.text(node.with.value)]));
  const fields = columnValues(rows, cx);
  for (const [field, value] of changes) fields.set(field, value);
  return cx.statement.select('fillnull', node.span, `${rows.table}, ${known}`, fields, {
    ...carried(rows, cx),
    map: maps.concat(defaults, q('*')),
  });
};
