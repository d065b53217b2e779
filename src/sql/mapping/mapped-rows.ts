import type { TimeWindow } from '../../plan/nodes/source.js';
import { needsOrder } from '../../plan/order.js';
import type { PlanNode } from '../../plan/plan.js';
import type { Span } from '../../source/span.js';
import { fitsPattern } from '../../values/field-pattern.js';
import type { Emitter } from '../emitter.js';
import { caution, refused } from '../refusal.js';
import { others, type Relation } from '../relation.js';
import type { MappedTable } from '../schema.js';
import { emitWindow } from '../time.js';
import { commonType, nullValue, type SqlType, type SqlValue } from '../value.js';
import { type AbsentUse, useOfAbsent } from './absent-field.js';
import { demandOf, namesRead } from './demand.js';
import { FieldSql } from './field-sql.js';
import { MappedFields } from './mapped-fields.js';
import type { FieldMapping, RestMapping, TimeMapping } from './mapping.js';
import { restPlace } from './rest.js';

/** The time window of a source node, and where the node stands. */
interface SourceNode {
  readonly node: PlanNode;
  readonly window: TimeWindow;
  readonly span: Span;
}

/**
 * The rows of a mapped table under the names that the search writes: the fields it asks for and `_time`. A field that has no place is
 * refused unless the search only shows it.
 */
export function emitMappedRows(table: MappedTable, source: SourceNode, label: string, cx: Emitter): Relation {
  const { mapping, rules, schema } = table;
  const demand = demandOf(cx.plan);
  const { flow, sources, grouped } = demand;
  const asked = sources.get(source.node);
  const fields = new MappedFields(table, source.span, cx);
  const wanted = new Map<string, string>();
  const want = (written: string): void => {
    wanted.set(written, table.keyOf(written));
  };
  for (const written of asked?.names ?? []) want(written);
  // What a command makes may keep its old value in rows where the command gives none.
  for (const { makes } of flow.nodes.values())
    for (const written of makes) if (fields.isMapped(table.keyOf(written))) want(written);
  const patterns = asked === undefined || asked.all ? ['*', '_*'] : [...asked.patterns];
  if (asked === undefined || asked.all) for (const written of namesRead(demand, source.node)) want(written);
  if (patterns.length > 0) {
    for (const key of fields.mappedKeys()) {
      const written = table.writtenName(key);
      if (patterns.some((pattern) => fitsPattern(pattern, written))) want(written);
    }
  }
  const open =
    patterns.length > 0 &&
    mapping.parts.every(({ rest, under }) => rest !== undefined && rest.kind !== 'json' && under.size === 0);
  if (patterns.length > 0 && !open) caution(cx, 'schema-fields-shown', { schema, table: mapping.id }, source.span);
  if (needsOrder(cx.plan) && !mapping.ordered) caution(cx, 'schema-order', { table: mapping.id }, source.span);

  const absent: string[] = [];
  const needed: { readonly written: string; readonly use: AbsentUse & { readonly kind: 'decides' } }[] = [];
  for (const [written, key] of wanted) {
    const named = { field: written, schema, table: mapping.id };
    if (fields.isShownOnly(key)) {
      const use = useOfAbsent(flow, written, true);
      if (use.kind === 'decides') refused('schema-field-shown-only', { ...named, use: use.how }, use.span);
    }
    if (key === '_time' || fields.isMapped(key)) continue;
    const fallback = rules?.fields.get(key)?.default;
    const use = useOfAbsent(flow, written, fallback !== undefined);
    if (use.kind === 'decides') {
      needed.push({ written, use });
      continue;
    }
    const shows = fallback === undefined ? 'its column is empty' : `its column says ${fallback}`;
    caution(cx, 'schema-field-empty', { ...named, shows }, use.span);
    absent.push(written);
  }
  const [first, ...more] = needed;
  if (first !== undefined) {
    const named = { field: first.written, schema, table: mapping.id, use: first.use.how };
    refused('schema-field-unmapped', { ...named, others: more.map(({ written }) => written) }, first.use.span);
  }
  if (wanted.get('_raw') === '_raw') {
    const keyword = [...flow.nodes.values()].flatMap(({ reads }) =>
      reads.filter((read) => read.name === '_raw' && !read.exact && read.use === 'condition'),
    )[0];
    if (keyword !== undefined) caution(cx, 'schema-keyword', { table: mapping.id }, keyword.span);
  }

  const keys = [...wanted].filter(([written]) => !absent.includes(written)).map(([, key]) => key);
  const rows = tableRows(table, fields.needed(keys), open, source, label, cx);
  const values = new Map<string, SqlValue>();
  for (const [written, key] of new Map([['_time', '_time'], ...wanted])) {
    const fallback = rules?.fields.get(key)?.default;
    if (!absent.includes(written)) values.set(written, fields.final(key, rows));
    else if (fallback === undefined) values.set(written, nullValue);
    else values.set(written, { sql: cx.dialect.text(fallback), type: 'text' });
  }
  const conditions = fields.filters(rows);
  const same =
    [...values].every(([written, { sql }]) => sql === cx.dialect.name(written)) && values.size === rows.columns.size;
  const last =
    same && conditions.length === 0
      ? rows
      : cx.statement.select('dataset', source.span, rows.table, values, {
          ...(open ? { map: cx.dialect.name(others) } : {}),
          ...(conditions.length === 0 ? {} : { tail: `WHERE ${conditions.join(' AND ')}` }),
        });
  return grouped.has(source.node) || mapping.ordered ? last : { ...last, unnumbered: true };
}

/** The rows of the table with the values that its mapping gives; of several parts one after the other. */
function tableRows(
  { mapping, schema }: MappedTable,
  keys: readonly string[],
  open: boolean,
  { window, span }: SourceNode,
  label: string,
  cx: Emitter,
): Relation {
  const { dialect, statement, convert } = cx;
  const parts = mapping.parts.map((part) => {
    const sql = new FieldSql(part, span, cx);
    const values = new Map<string, SqlValue>([['_time', timeValue(part.time, sql, cx)]]);
    const reads = (field: string, value: FieldMapping): void => {
      const from = dialect.access.table(part.table);
      for (const place of sql.places(value)) cx.reads({ schema, table: mapping.id, field, from, ...place });
    };
    reads('_time', { ...part.time.value, type: 'time', unit: part.time.unit });
    for (const key of keys) {
      const own = part.fields.get(key);
      if (own !== undefined) {
        values.set(key, sql.value(own));
        reads(key, own);
      } else {
        const place = restPlace(part, key);
        if (place !== undefined) values.set(key, sql.restOf(place));
      }
    }
    return { part, sql, values };
  });
  const types = new Map<string, SqlType>();
  for (const key of new Set(parts.flatMap(({ values }) => [...values.keys()])))
    types.set(key, commonType(parts.map(({ values }) => values.get(key)?.type ?? 'null')) as SqlType);
  const made = parts.map(({ part, sql, values }) => {
    const columns = new Map<string, SqlValue>();
    for (const [key, type] of types) columns.set(key, { sql: convert.to(values.get(key) ?? nullValue, type), type });
    const tests = [
      ...part.where.map((condition) => sql.condition(condition)),
      ...timeBounds(window, part.time, sql, span, cx),
    ];
    return statement.select(label, span, dialect.access.table(part.table), columns, {
      position: part.order === undefined ? '0' : convert.number(sql.value(part.order)),
      ...(open && part.rest !== undefined ? { map: mapOf(part.rest, cx) } : {}),
      ...(tests.length === 0 ? {} : { tail: `WHERE ${tests.join(' AND ')}` }),
    });
  });
  const first = made[0]!;
  if (made.length === 1) return first;
  const all = made.map(({ table }) => `SELECT * FROM ${table}`).join('\n  UNION ALL ');
  return { ...first, table: statement.step(label, span, all) };
}

function mapOf({ kind, column }: RestMapping, cx: Emitter): string {
  const name = cx.dialect.name(column);
  return kind === 'lists' ? name : cx.dialect.access.mapOfLists(name, cx.variable());
}

function timeValue(time: TimeMapping, sql: FieldSql, cx: Emitter): SqlValue {
  return { sql: cx.dialect.access.seconds(sql.stored(time.value).sql, time.unit), type: 'number' };
}

/** The window of the search on the column as it is stored, so that the engine can leave out what lies outside. */
function timeBounds(window: TimeWindow, time: TimeMapping, sql: FieldSql, span: Span, cx: Emitter): string[] {
  const { access } = cx.dialect;
  const { sql: column, typed } = sql.stored(time.value);
  const compared = (operator: string, seconds: string): string => {
    const moment = typed ? access.moment(seconds, time.unit) : undefined;
    return moment === undefined
      ? `${access.seconds(column, time.unit)} ${operator} ${seconds}`
      : `${column} ${operator} ${moment}`;
  };
  const { earliest, latest } = emitWindow(window, span, cx);
  const tests = [
    ...(earliest === undefined ? [] : [compared('>=', earliest)]),
    ...(latest === undefined ? [] : [compared('<', latest)]),
  ];
  if (tests.length === 0 || time.always) return tests;
  return [`(${column} IS NULL OR (${tests.join(' AND ')}))`];
}
