import type { Assignment, BinOptions, Condition } from '../../plan/nodes/row.js';
import { renameTargets } from '../../plan/rename-targets.js';
import type { Span } from '../../source/span.js';
import { fieldCaptures, fitsPattern } from '../../values/field-pattern.js';
import { timeSpanOf } from '../../values/time/span.js';
import { resolveTimeModifier } from '../../values/time/spec.js';
import { fillWildcard, hasWildcard, wildcardCaptures } from '../../values/wildcard.js';
import type { Emitter } from '../emitter.js';
import { anyValue, regexOf } from '../functions/matching.js';
import { wildcardReplacement } from '../keyword.js';
import { unsupported } from '../refusal.js';
import { fieldOf, type Relation } from '../relation.js';
import { carried, columnValues, numbered, passed } from '../rows.js';
import { scopeOf } from '../scope.js';
import { emitBinStart } from '../time.js';
import { nullValue, type SqlValue } from '../value.js';
import type { NodeTemplate } from './define.js';

/** A condition on a row. */
export function conditionOf(condition: Condition, rows: Relation, span: Span, cx: Emitter): string {
  switch (condition.language) {
    case 'search':
      return cx.search(condition.expression, scopeOf(rows));
    case 'eval':
      return cx.condition(condition.expression, scopeOf(rows));
    case 'regex': {
      const pattern = regexOf(condition.pattern, span, cx, { exists: true });
      const value = fieldOf(rows, condition.field, cx.dialect);
      const found = anyValue(value, cx, (each) => cx.dialect.functions.found(each, pattern));
      // A field that the row lacks fits `!=`.
      return condition.negated ? `(NOT ${cx.convert.present(value)} OR NOT ${found})` : found;
    }
  }
}

export const emitFilter: NodeTemplate<'filter'> = (node, cx) => {
  // The order of events is made after the filters, so that few are put in order.
  const rows = cx.unordered(node.input);
  const { condition } = node;
  const test = conditionOf(condition, rows, node.span, cx);
  if (test === 'TRUE') return rows;
  return passed(
    rows,
    cx.statement.step(
      condition.language === 'eval' ? 'where' : condition.language,
      node.span,
      `SELECT *\n  FROM ${rows.table}\n  WHERE ${test}`,
    ),
  );
};

/** Rows with some fields set; null removes a field. */
export function withFields(
  rows: Relation,
  changes: ReadonlyMap<string, SqlValue>,
  label: string,
  span: Span,
  cx: Emitter,
  tail?: { tail?: string; from?: string; qualifier?: string },
): Relation {
  if (changes.size === 0 && tail === undefined) return rows;
  const qualifier = tail?.qualifier ?? '';
  const fields = columnValues(rows, cx, qualifier);
  for (const [field, value] of changes) {
    if (value.type === 'null' && !rows.open && !rows.internal) fields.delete(field);
    else fields.set(field, value);
  }
  return cx.statement.select(label, span, tail?.from ?? rows.table, fields, {
    ...carried(rows, cx, qualifier),
    ...(tail?.tail === undefined ? {} : { tail: tail.tail }),
    ...(qualifier === '' ? {} : { position: `${qualifier}${cx.dialect.name('#')}` }),
  });
}

/** A value changed, or each of several; those that come to nothing are left out. */
export function perValue(value: SqlValue, change: (value: SqlValue) => SqlValue, cx: Emitter): SqlValue {
  if (value.type !== 'list') return change(value);
  const each = cx.variable();
  const changed = cx.convert.text(change({ sql: each, type: 'text' }));
  return { sql: cx.dialect.lists.collect(value.sql, each, changed), type: 'list' };
}

export const emitExtend: NodeTemplate<'extend'> = (node, cx) =>
  assigned(cx.input(node.input), node.assignments, node.span, cx);

/** Assignments one after the other; later ones see earlier ones. */
export function assigned(input: Relation, assignments: readonly Assignment[], span: Span, cx: Emitter): Relation {
  let rows = input;
  for (const { target, computed, expression } of assignments) {
    if (computed) return unsupported('a field whose name is the value of another field', span);
    const value = cx.value(expression, scopeOf(rows));
    rows = withFields(rows, new Map([[target, value.type === 'boolean' ? nullValue : value]]), 'eval', span, cx);
  }
  return rows;
}

/** A test for the names in the map that a pattern fits; internal fields only for patterns with an underscore in front. */
export function keyTest(patterns: readonly string[], key: string, cx: Emitter): string {
  const tests = patterns.map((pattern) => {
    if (!hasWildcard(pattern)) return `${key} = ${cx.dialect.text(pattern)}`;
    const like = cx.dialect.text(pattern.replace(/[\\%_]/g, '\\$&').replace(/\*+/g, '%'));
    const fits = cx.dialect.functions.like(key, like, true);
    return pattern.startsWith('_') ? fits : `(NOT ${cx.dialect.functions.startsWith(key, "'_'")} AND ${fits})`;
  });
  return tests.length === 0 ? 'FALSE' : `(${tests.join(' OR ')})`;
}

/** A list of the names in the map of rows that meet a test, without those of columns and some others. */
export function entryNames(
  rows: Relation,
  test: (key: string) => string,
  without: readonly string[],
  cx: Emitter,
): string {
  const { lists, maps, name, text } = cx.dialect;
  const key = cx.variable();
  const taken = [...new Set([...rows.columns.keys(), ...without])].map((field) => ` AND ${key} <> ${text(field)}`);
  return lists.filter(maps.keys(name('*')), key, `${test(key)}${taken.join('')}`);
}

/** Whether a name is one of those that patterns stand for. */
export function fits(patterns: readonly string[], field: string): boolean {
  return patterns.some((pattern) => (hasWildcard(pattern) ? fitsPattern(pattern, field) : pattern === field));
}

function filteredMap(test: (key: string) => string, cx: Emitter): string {
  return cx.dialect.maps.filter(cx.dialect.name('*'), cx.variable(), test);
}

export const emitProject: NodeTemplate<'project'> = (node, cx) => {
  const rows = settled(cx.input(node.input), node.span, cx);
  const { patterns, mode } = node;
  const fields = columnValues(rows, cx);
  const wild = patterns.some(hasWildcard);
  if (mode === 'drop') {
    for (const field of fields.keys()) if (fits(patterns, field)) fields.delete(field);
    const { open, internal } = rows;
    const map =
      open || internal ? { map: filteredMap((key) => `NOT ${keyTest(patterns, key, cx)}`, cx), internal } : {};
    return cx.statement.select('fields', node.span, rows.table, fields, map);
  }
  const kept = new Map<string, SqlValue>();
  // `fields` leaves the internal fields, whoever made them.
  const keeps = mode === 'keep';
  if (keeps) for (const [field, value] of fields) if (field.startsWith('_')) kept.set(field, value);
  for (const pattern of patterns) {
    if (!hasWildcard(pattern)) {
      const value = fieldOf(rows, pattern, cx.dialect);
      if (value.type !== 'null') kept.set(pattern, value);
    } else for (const [field, value] of fields) if (fits([pattern], field)) kept.set(field, value);
  }
  if (keeps && (rows.internal || (rows.open && !wild)))
    return cx.statement.select('fields', node.span, rows.table, kept, {
      map: cx.dialect.name('*'),
      internal: true,
    });
  const open = rows.open && wild;
  // A column that goes must not let the entry it hides through.
  const hidden = [...rows.columns.keys()].map((field) => cx.dialect.text(field));
  const not = hidden.length === 0 ? '' : (key: string) => ` AND ${key} NOT IN (${hidden.join(', ')})`;
  const map = open
    ? {
        map: filteredMap(
          (key) => `${keyTest(keeps ? ['_*', ...patterns] : patterns, key, cx)}${not === '' ? '' : not(key)}`,
          cx,
        ),
      }
    : {};
  return cx.statement.select(mode === 'table' ? 'table' : 'fields', node.span, rows.table, kept, map);
};

/** Rows of a data set under the names that searches write. */
export function settled(rows: Relation, span: Span, cx: Emitter): Relation {
  if (rows.writtenName === undefined) return rows;
  const written = rows.writtenName('x');
  if (!written.endsWith('.x')) return unsupported('the fields of several data sets at once', span);
  const prefix = written.slice(0, -1);
  const { functions, maps } = cx.dialect;
  const map = maps.rename(cx.dialect.name('*'), cx.variable(), (key) => {
    const plain = `${functions.startsWith(key, "'_'")} OR ${key} IN ('splunk_server', 'nodename')`;
    return `CASE WHEN ${plain} THEN ${key} ELSE ${cx.dialect.text(prefix)} || ${key} END`;
  });
  const { table, columns, open, internal, names } = rows;
  const bare: Relation = { table, columns, open, internal, names };
  return cx.statement.select('dataset', span, rows.table, columnValues(bare, cx), { map });
}

export const emitRename: NodeTemplate<'rename'> = (node, cx) => {
  const rows = settled(cx.input(node.input), node.span, cx);
  const exact = node.pairs.filter((pair) => !hasWildcard(pair.from));
  const patterns = node.pairs.filter((pair) => hasWildcard(pair.from));
  const targetOf = renameTargets(patterns);
  const fields = new Map<string, SqlValue>();
  const moved = new Map<string, SqlValue>();
  const sources = new Set<string>();
  for (const { from, to } of exact) {
    sources.add(from);
    moved.set(to, fieldOf(rows, from, cx.dialect));
  }
  for (const field of rows.columns.keys()) {
    if (sources.has(field)) continue;
    const target = targetOf(field);
    if (target !== undefined && target !== field) {
      // Where several fields get one name, the one that has a value wins.
      const value = fieldOf(rows, field, cx.dialect);
      moved.set(target, value);
      sources.add(field);
    }
  }
  for (const [field, value] of columnValues(rows, cx)) {
    if (sources.has(field) || moved.has(field)) continue;
    // An entry of the map may get the name of a column.
    const pattern = rows.open ? patterns.find(({ to }) => fieldCaptures(to, field) !== null) : undefined;
    const source = pattern === undefined ? undefined : fillWildcard(pattern.from, wildcardCaptures(pattern.to, field)!);
    if (source === undefined || rows.columns.has(source)) fields.set(field, value);
    else {
      const renamed = fieldOf(rows, source, cx.dialect);
      fields.set(field, {
        sql: cx.convert.firstOf([cx.convert.list(renamed), cx.convert.list(value)], 'list'),
        type: 'list',
      });
    }
  }
  for (const [field, value] of moved) if (value.type !== 'null' || rows.open || rows.internal) fields.set(field, value);
  const gone = rows.open || rows.internal ? [...sources].filter((field) => !fields.has(field)) : [];
  for (const field of gone) fields.set(field, nullValue);
  const map = rows.open && patterns.length > 0 ? { map: renamedMap(rows, patterns, node.span, cx) } : {};
  return cx.statement.select('rename', node.span, rows.table, fields, { ...carried(rows, cx), ...map });
};

/** A name as the first pattern that fits it renames it. */
export function renamedKey(
  patterns: readonly { readonly from: string; readonly to: string }[],
  key: string,
  at: Span,
  { dialect: { functions, text } }: Emitter,
): string {
  const cases = patterns.map(({ from, to }) => {
    const { pattern, by } = wildcardReplacement(from, to, at);
    const regex = text(pattern);
    const guard = from.startsWith('_') ? '' : `NOT ${functions.startsWith(key, "'_'")} AND `;
    return `WHEN ${guard}${functions.found(key, regex)} THEN ${functions.replaceMatches(key, regex, text(by))}`;
  });
  return `CASE ${cases.join(' ')} ELSE ${key} END`;
}

/** The map with its keys renamed; an entry that had the name before goes. */
function renamedMap(
  rows: Relation,
  patterns: readonly { readonly from: string; readonly to: string }[],
  at: Span,
  cx: Emitter,
): string {
  const { dialect } = cx;
  const { lists, maps } = dialect;
  const target = (key: string): string => renamedKey(patterns, key, at, cx);
  const [all, kept, other] = [cx.variable(), cx.variable(), cx.variable()];
  const hidden = [...rows.columns.keys()].map((field) => dialect.text(field));
  const visible =
    hidden.length === 0
      ? dialect.name('*')
      : maps.filter(dialect.name('*'), all, (key) => `${key} NOT IN (${hidden.join(', ')})`);
  // Of two entries with one name the renamed one stays.
  const replaced = (key: string): string =>
    lists.any(maps.keys(visible), other, `${other} <> ${key} AND ${target(other)} = ${key}`);
  const left = maps.filter(visible, kept, (key) => `NOT (${target(key)} = ${key} AND ${replaced(key)})`);
  return maps.rename(left, cx.variable(), target);
}

/** A value put into its bin; undefined where bins depend on all values. */
export function emitBin(value: SqlValue, bins: BinOptions, field: string, span: Span, cx: Emitter): SqlValue {
  const isTime = field === '_time' || field.endsWith('._time');
  if (bins.span === undefined && !isTime) return unsupported('a bin width that depends on all values', span);
  const given = bins.span ?? { kind: 'number' as const, width: cx.schema.semantics.tstatsAutoSpan };
  const time = isTime || given.kind === 'elapsed' || given.kind === 'days' || given.kind === 'months';
  const each = (one: SqlValue): SqlValue => {
    const n = cx.convert.number(one);
    let bin: SqlValue;
    if (time) {
      const width = timeSpanOf(given);
      if (width === null) return unsupported('a logarithmic span of times', span);
      bin = { sql: emitBinStart(n, width, alignOf(bins, span), cx, span), type: 'number' };
    } else if (given.kind === 'number') {
      const low = `floor(${n} / ${given.width}) * ${given.width}`;
      const finite = `abs(${n}) < ${cx.dialect.number(Number.POSITIVE_INFINITY)}`;
      const range = `spl_text(${low}) || '-' || spl_text(${low} + ${given.width})`;
      bin = { sql: `CASE WHEN ${finite} THEN ${range} END`, type: 'text' };
    } else return unsupported('a logarithmic span', span);
    if (one.type === 'number') return bin;
    return { sql: `coalesce(${cx.convert.text(bin)}, ${cx.convert.text(one)})`, type: 'text' };
  };
  if (value.type !== 'list') return value.type === 'null' ? value : each(value);
  const variable = cx.variable();
  return {
    sql: cx.dialect.lists.transform(value.sql, variable, cx.convert.text(each({ sql: variable, type: 'text' }))),
    type: 'list',
  };
}

function alignOf(bins: BinOptions, span: Span): number {
  if (bins.align === undefined) return 0;
  const resolved = resolveTimeModifier(bins.align, 0, 'UTC');
  return typeof resolved === 'number' && /^\d+$/.test(bins.align)
    ? resolved
    : unsupported('aligntime that depends on the run', span);
}

export const emitBinNode: NodeTemplate<'bin'> = (node, cx) => {
  const rows = settled(cx.input(node.input), node.span, cx);
  if (node.bins.span === undefined) return unsupported('a bin width that depends on all values', node.span);
  const value = fieldOf(rows, node.field, cx.dialect);
  if (value.type === 'null') return rows;
  const target = node.as ?? node.field;
  const bin = emitBin(value, node.bins, node.field, node.span, cx);
  const before = fieldOf(rows, target, cx.dialect);
  const kept: SqlValue =
    target === node.field || before.type === 'null'
      ? bin
      : {
          sql: cx.convert.choice([[cx.convert.absent(value), cx.convert.list(before)]], cx.convert.list(bin), 'list'),
          type: 'list',
        };
  return withFields(rows, new Map([[target, kept]]), 'bin', node.span, cx);
};

export const emitUnnest: NodeTemplate<'unnest'> = (node, cx) => {
  const rows = settled(cx.input(node.input), node.span, cx);
  const value = fieldOf(rows, node.field, cx.dialect);
  if (value.type === 'null')
    return passed(rows, cx.statement.step('mvexpand', node.span, `SELECT * FROM ${rows.table} WHERE FALSE`));
  const { lists, name: q, tables } = cx.dialect;
  const all = cx.convert.list(value);
  const list = node.limit > 0 ? lists.slice(all, '1', String(node.limit)) : all;
  const split = cx.statement.step('values', node.span, tables.unnest(rows.table, list, '#value', '#index'));
  const fields = columnValues(rows, cx);
  fields.set(node.field, { sql: q('#value'), type: 'text' });
  return cx.statement.select('mvexpand', node.span, split, fields, {
    ...carried(rows, cx),
    position: numbered([q('#'), q('#index')], cx),
  });
};

export const emitDisplay: NodeTemplate<'display'> = (node, cx) => cx.relation(node.input);
