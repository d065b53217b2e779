import type { Span } from '../../source/span.js';
import type { Emitter } from '../emitter.js';
import { unsupported } from '../refusal.js';
import { fieldOf, type Relation } from '../relation.js';
import { columnValues, optional } from '../rows.js';
import type { SqlType, SqlValue } from '../value.js';

/** A table of cells to be spread: one row per label, one column per series. */
export interface Pivot {
  /** Cells in columns named like the outputs, with `#label` and, where there are several series, `#series`. */
  readonly table: Relation;
  /** The labels that get a row in `#label`, with a number in `#first` that says which comes first of equal ones. */
  readonly labels: Relation;
  /** The field that the label becomes. */
  readonly field: string;
  /** Further fields, the same in all rows. */
  readonly fixed: readonly (readonly [field: string, value: SqlValue])[];
  readonly outputs: readonly string[];
  /** Outputs that are 0 where there is no cell. */
  readonly counts: ReadonlySet<string>;
  readonly series: string | undefined;
  /** How columns are called where a series has several outputs. */
  readonly separator: string;
  readonly format: string | undefined;
  /** Of labels that are ranges such as `10-20`, which are in the order of where they begin. */
  readonly width: number | undefined;
}

/** The rows of a pivot in the order of their labels, numbers first; the names of the series are not known before the run. */
export function pivoted(pivot: Pivot, span: Span, cx: Emitter): Relation {
  const { dialect, statement } = cx;
  const q = dialect.name;
  const { labels, table, series } = pivot;
  const label = fieldOf(labels, '#label', dialect, 'l.');
  const counts = pivot.outputs.filter((name) => pivot.counts.has(name));
  let from = `${labels.table} AS l`;
  const on = [`g.${q('#label')} = ${label.sql}`];
  if (series !== undefined && counts.length > 0) {
    const names = statement.step('names', span, `SELECT DISTINCT ${q(series)} AS ${q('#name')}\n  FROM ${table.table}`);
    const always = dialect.tables.always?.(`l.${q('#')}`, `${dialect.functions.characters(`n.${q('#name')}`)}`);
    const named = dialect.tables.optional(names, new Map([['#name', false]]));
    from += ` LEFT JOIN ${named} AS n ON ${always ?? 'TRUE'}`;
    on.push(`g.${q(series)} = n.${q('#name')}`);
  }
  from += ` LEFT JOIN ${optional(table, cx)} AS g ON ${on.join(' AND ')}`;
  const values = columnValues(table, cx, 'g.');
  const fields = new Map<string, SqlValue>([
    ['#label', label],
    ['#first', fieldOf(labels, '#first', dialect, 'l.')],
  ]);
  for (const name of pivot.outputs) {
    const value = values.get(name);
    if (value === undefined) continue;
    const filled = counts.includes(name) ? `coalesce(${value.sql}, ${dialect.number(0)})` : value.sql;
    fields.set(name, { ...value, sql: filled });
  }
  if (series !== undefined)
    fields.set('#series', { sql: counts.length > 0 ? `n.${q('#name')}` : `g.${q(series)}`, type: 'text' });
  const spread = statement.select('filled', span, from, fields, { position: `l.${q('#')}` });
  return series === undefined ? plain(pivot, spread, span, cx) : mapped(pivot, spread, span, cx);
}

/** The order of labels: numbers by size before texts by their bytes; equal numbers as they came. */
function order(rows: Relation, width: number | undefined, cx: Emitter): string[] {
  const { convert, dialect } = cx;
  const label = fieldOf(rows, '#label', dialect);
  if (label.type === 'number') return [`${label.sql} NULLS LAST`];
  const text = convert.text(label);
  let number = `spl_num(${text})`;
  if (width !== undefined) {
    const low = `spl_num(${dialect.functions.extract(text, dialect.text('\\A(-?[0-9.]+)-'), 1)})`;
    const range = `spl_text(${low}) || '-' || spl_text(${low} + ${dialect.number(width)})`;
    number = `coalesce(CASE WHEN ${text} = ${range} THEN ${low} END, ${number})`;
  }
  return [`${number} NULLS LAST`, `CASE WHEN ${number} IS NULL THEN ${text} END NULLS LAST`, dialect.name('#first')];
}

function plain(pivot: Pivot, rows: Relation, span: Span, cx: Emitter): Relation {
  const values = columnValues(rows, cx);
  const fields = new Map<string, SqlValue>([[pivot.field, values.get('#label')!]]);
  for (const name of pivot.outputs) if (values.has(name)) fields.set(name, values.get(name)!);
  for (const [field, value] of pivot.fixed) fields.set(field, value);
  const position = `row_number() OVER (ORDER BY ${order(rows, pivot.width, cx).join(', ')})`;
  return cx.statement.select('chart', span, rows.table, fields, { position });
}

function mapped(pivot: Pivot, rows: Relation, span: Span, cx: Emitter): Relation {
  const { convert, dialect, statement } = cx;
  const { aggregates, maps, name: q } = dialect;
  const values = columnValues(rows, cx);
  const several = pivot.outputs.length > 1;
  const { format } = pivot;
  if (several && format !== undefined && !(format.includes('$AGG$') && format.includes('$VAL$')))
    return unsupported('columns of the same name', span);
  const gathered = pivot.outputs.flatMap((name) => {
    const value = values.get(name);
    if (value === undefined) return [];
    const there = `${q('#series')} IS NOT NULL AND ${convert.present(value)}`;
    return [aggregates.mapOf(title(pivot, name, several, cx), convert.list(value), there)];
  });
  if (gathered.length === 0) return unsupported('a chart without columns', span);
  const first = aggregates.numeric('min', q('#first'), '');
  const label = values.get('#label')!;
  const fields = new Map<string, SqlValue>([
    ['#label', label],
    ['#first', { sql: first, type: 'number' }],
  ]);
  const groups = statement.select('spread', span, rows.table, fields, {
    position: first,
    map: gathered.reduce((one, other) => maps.concat(one, other)),
    tail: `GROUP BY ${label.sql}`,
  });
  const out = new Map<string, SqlValue>([[pivot.field, { sql: q('#label'), type: label.type as SqlType }]]);
  for (const [field, value] of pivot.fixed) out.set(field, value);
  return statement.select('chart', span, groups.table, out, {
    position: `row_number() OVER (ORDER BY ${order(groups, pivot.width, cx).join(', ')})`,
    map: q('*'),
  });
}

/** The name of the column of a series; one that another column has already gets a word in front. */
function title({ field, fixed, format, separator }: Pivot, output: string, several: boolean, cx: Emitter): string {
  const { text, name: q } = cx.dialect;
  const series = q('#series');
  let sql = series;
  if (several && format === undefined) sql = `(${text(output + separator)} || ${series})`;
  else if (several) {
    const parts = format!.split(/(\$(?:AGG|VAL)\$)/).filter((part) => part !== '');
    const pieces = parts.map((part) => (part === '$VAL$' ? series : text(part === '$AGG$' ? output : part)));
    sql = `(${pieces.join(' || ')})`;
  }
  const taken = [field, ...fixed.map(([name]) => name)].map((name) => text(name));
  return `CASE WHEN ${sql} IN (${taken.join(', ')}) THEN 'VALUE' || ${sql} ELSE ${sql} END`;
}
