import { inlineRows } from '../../content/inline-rows.js';
import type { GeneratedRows, TimeWindow } from '../../plan/nodes/source.js';
import type { Span } from '../../source/span.js';
import { scalarText } from '../../values/coerce.js';
import { valuesOf } from '../../values/value.js';
import type { Emitter } from '../emitter.js';
import { emitMappedRows } from '../mapping/mapped-rows.js';
import { refused, unsupported } from '../refusal.js';
import type { Relation } from '../relation.js';
import { columnValues } from '../rows.js';
import { type EventTable, eventColumns } from '../schema.js';
import { scopeOf } from '../scope.js';
import { emitWindow } from '../time.js';
import type { SqlValue } from '../value.js';
import type { NodeTemplate } from './define.js';

/** Events of a table in the default layout; they stand in the order in which they were loaded. */
function eventRows(label: string, { table }: EventTable, window: TimeWindow, span: Span, cx: Emitter): Relation {
  const { dialect, statement } = cx;
  const q = dialect.name;
  const fields = new Map<string, SqlValue>(eventColumns.map(({ field, type }) => [field, { sql: q(field), type }]));
  const bounds = timeBounds(window, span, cx);
  const options = { position: 'seq', map: q('fields'), names: q('names') };
  return statement.select(
    label,
    span,
    q(table),
    fields,
    bounds === '' ? options : { ...options, tail: `WHERE ${bounds}` },
  );
}

function timeBounds(window: TimeWindow, span: Span, cx: Emitter): string {
  const { earliest, latest } = emitWindow(window, span, cx);
  const time = cx.dialect.name('_time');
  const tests = [
    ...(earliest === undefined ? [] : [`${time} >= ${earliest}`]),
    ...(latest === undefined ? [] : [`${time} < ${latest}`]),
  ];
  return tests.length === 0 ? '' : `(${time} IS NULL OR (${tests.join(' AND ')}))`;
}

export const emitScan: NodeTemplate<'scan'> = (node, cx) => {
  const { events, mapping = '' } = cx.schema;
  if (events === undefined) return refused('schema-no-table', { what: 'events', schema: mapping }, node.span);
  if ('mapping' in events) return emitMappedRows(events, { node, window: node.window, span: node.span }, 'events', cx);
  return eventRows('events', events, node.window, node.span, cx);
};

export const emitDataset: NodeTemplate<'dataset'> = (node, cx) => {
  const found = cx.schema.dataset(node.model, node.dataset, node.raw);
  if (found === undefined) {
    const what = `${node.model}${node.dataset === undefined ? '' : `.${node.dataset}`}`;
    const { mapping } = cx.schema;
    return mapping === undefined
      ? unsupported(`there is no data set ${what}`, node.span)
      : refused('schema-no-table', { what, schema: mapping }, node.span);
  }
  if ('mapping' in found) {
    // Rows of `from` and `datamodel` have their plain names.
    const plain = { keyOf: (written: string) => written, writtenName: (key: string) => key };
    const table = node.prefixed ? found : { ...found, ...plain };
    return emitMappedRows(table, { node, window: node.window, span: node.span }, 'mapped', cx);
  }
  const rows = eventRows('dataset', found, node.window, node.span, cx);
  if (!node.prefixed) return rows;
  const written = (field: string): string => {
    const key = found.keyOf(field);
    // A mark in the key means that the data set has no such field.
    return key.includes('\0') || (found.writtenName(key) !== key && key === field) ? '' : key;
  };
  return { ...rows, keyOf: written, writtenName: (key) => found.writtenName(key) };
};

/** Data points, each with its metrics as fields; of the same name a dimension comes after `metric_name` and before `metric_name:cpu`. */
export const emitMetrics: NodeTemplate<'metrics'> = (node, cx) => {
  if (cx.schema.metrics === undefined) return unsupported('metric indexes have no table in the layout', node.span);
  const points = eventRows('points', cx.schema.metrics, node.window, node.span, cx);
  const { functions, maps, name: q, text } = cx.dialect;
  const prefix = text('metric_name:');
  const fields = q('*');
  const named = maps.rename(
    maps.filter(fields, cx.variable(), (key) => functions.startsWith(key, prefix)),
    cx.variable(),
    (key) => functions.substring(key, String('metric_name:'.length + 1)),
  );
  const value = maps.entry(fields, text('_value'));
  const single = maps.held(maps.constant(maps.entry(fields, text('metric_name')), cx.variable(), value));
  const rows = cx.statement.select('metrics', node.span, points.table, columnValues(points, cx), {
    map: maps.concat(maps.concat(named, fields), single),
    names: q('@'),
  });
  return { ...rows, metrics: true };
};

export const emitBranchInput: NodeTemplate<'branch-input'> = (node, cx) =>
  cx.branch ?? unsupported('a branch without rows', node.span);

/** Stands between the values of a field of a row that is written into the search. */
const between = '\u001f';

/** Rows that are written into the search; those of JSON have the time of the run. */
function inlineValues(
  { format, data }: GeneratedRows & { readonly from: 'inline' },
  span: Span,
  cx: Emitter,
): Relation {
  const { functions, lists, tables, text } = cx.dialect;
  const rows = inlineRows(format, data, 0);
  const names = [...new Set(rows.flatMap((row) => row.fieldNames()))].filter(
    (name) => format === 'csv' || name !== '_time',
  );
  if (format === 'json' && rows.some((row) => row.get('_time') !== 0))
    return unsupported('rows that state their own time in JSON', span);
  if (names.length === 0) return unsupported('rows without fields', span);
  const columns = names.map((_, j) => `c${j}`);
  const fields = new Map<string, SqlValue>(
    names.map((name, j) => {
      if (!rows.some((row) => valuesOf(row.get(name)).length > 1)) return [name, { sql: `c${j}`, type: 'text' }];
      const split = lists.held(functions.split(`c${j}`, text(between)));
      return [name, { sql: cx.convert.choice([[`c${j} IS NOT NULL`, split]], undefined, 'list'), type: 'list' }];
    }),
  );
  if (format === 'json') fields.set('_time', { sql: `floor(${cx.now})`, type: 'number' });
  const cells = rows.map((row) =>
    names.map((name) => {
      const values = valuesOf(row.get(name)).map(scalarText);
      if (values.some((each) => each.includes(between))) return unsupported('values with control characters', span);
      return values.length === 0 ? undefined : values.join(between);
    }),
  );
  return cx.statement.select('rows', span, tables.constants(columns, cells), fields, { position: 'i' });
}

export const emitGenerate: NodeTemplate<'generate'> = (node, cx) => {
  const { rows, span } = node;
  const { dialect, statement } = cx;
  switch (rows.from) {
    case 'makeresults': {
      const fields = new Map<string, SqlValue>([['_time', { sql: `floor(${cx.now})`, type: 'number' }]]);
      if (rows.annotate) fields.set('splunk_server', { sql: dialect.text('local'), type: 'text' });
      return statement.select(
        'makeresults',
        span,
        dialect.tables.series(Math.min(rows.count, 1_000_000), 'i'),
        fields,
        {
          position: 'i',
        },
      );
    }
    case 'literal': {
      if (rows.columns.length === 0 || rows.cells.length === 0) return unsupported('rows without fields', span);
      const columns = rows.columns.map((_, j) => `c${j}`);
      const cells = rows.cells.map((row) => rows.columns.map((_, j) => row[j] ?? undefined));
      const fields = new Map<string, SqlValue>(rows.columns.map((name, j) => [name, { sql: `c${j}`, type: 'text' }]));
      return statement.select('rows', span, dialect.tables.constants(columns, cells), fields, { position: 'i' });
    }
    case 'lookup': {
      const found = cx.schema.lookup(rows.table) ?? (rows.file ? cx.schema.lookup(`${rows.table}.csv`) : undefined);
      if (found === undefined) return unsupported(`there is no lookup ${rows.table}`, rows.tableSpan);
      const q = dialect.name;
      const fields = new Map<string, SqlValue>(
        found.fields.map((field) => [field, { sql: `nullif(${q(found.column(field))}, '')`, type: 'text' }]),
      );
      const all = statement.select('inputlookup', span, q(found.table), fields, { position: 'seq' });
      const tests = [
        ...(rows.start > 0 ? [`${q('#')} >= ${rows.start}`] : []),
        ...(rows.where === undefined ? [] : [cx.search(rows.where, scopeOf(all))]),
      ];
      const limit = Number.isFinite(rows.max) ? `\n  ORDER BY ${q('#')} LIMIT ${rows.max}` : '';
      if (tests.length === 0 && limit === '') return all;
      const where = tests.length === 0 ? '' : `\n  WHERE ${tests.join(' AND ')}`;
      return { ...all, table: statement.step('inputlookup', span, `SELECT * FROM ${all.table}${where}${limit}`) };
    }
    case 'inline':
      return inlineValues(rows, span, cx);
    case 'gentimes':
    case 'metadata':
    case 'eventcount':
      return unsupported(`rows from ${rows.from} are not made in SQL`, span);
  }
};
