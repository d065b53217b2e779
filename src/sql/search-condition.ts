import type { SearchComparison, SearchExpression, SearchKeyword, SearchValue } from '../syntax/ast.js';
import { foldCase } from '../values/case-fold.js';
import { toNumber } from '../values/coerce.js';
import { parseCidr } from '../values/ip.js';
import { caseSensitiveFields, otherNamedFields, splunkIndexes, xmlEntity } from '../values/search-fields.js';
import { hasWildcard } from '../values/wildcard.js';
import type { Emitter } from './emitter.js';
import { anyValue } from './functions/matching.js';
import { keywordPattern } from './keyword.js';
import { unsupported } from './refusal.js';
import { fieldOf, names, others } from './relation.js';
import { type Scope, valueIn } from './scope.js';
import type { SqlValue } from './value.js';

/**
 * Search terms as a condition that is true or false (spl-core 1.7 to 1.10). `alone`: the terms are no alternatives and not negated, so that
 * one that is none counts as true.
 */
export function emitSearch(expression: SearchExpression, scope: Scope, cx: Emitter, alone = true): string {
  switch (expression.kind) {
    case 'everything':
      return 'TRUE';
    case 'time':
      return unsupported(
        `${expression.modifier} among other terms bounds those terms only, which is not said in SQL yet; write the window beside them`,
        expression.span,
      );
    case 'group':
      return emitSearch(expression.inner, scope, cx, alone);
    case 'not':
      return `NOT ${wrapped(emitSearch(expression.operand, scope, cx, false))}`;
    case 'and':
    case 'or': {
      if (expression.operands.length === 0) return expression.kind === 'and' ? 'TRUE' : 'FALSE';
      const isAnd = expression.kind === 'and';
      const terms = expression.operands.map((each) => emitSearch(each, scope, cx, alone && isAnd));
      return `(${terms.join(isAnd ? ' AND ' : ' OR ')})`;
    }
    case 'comparison':
      return emitComparison(expression, scope, cx);
    case 'in':
      return emitEquals(expression.field, expression.values, scope, cx);
    case 'keyword':
      return emitKeyword(expression, scope, cx);
    case 'subsearch':
      return emitRows(expression, scope, cx, alone);
  }
}

const wrapped = (sql: string): string => (sql.startsWith('(') || /^[\w.]+\(/.test(sql) ? sql : `(${sql})`);

function emitComparison(term: SearchComparison, scope: Scope, cx: Emitter): string {
  const { operator, value, field } = term;
  const found = valueIn(scope, field, cx.dialect);
  if (operator === '=') return emitEquals(field, [value], scope, cx);
  if (operator === '!=') {
    if (found.type === 'null') return 'FALSE';
    if (cx.schema.semantics.searchNotEqualMultivalue !== 'no-value-equals')
      unsupported('`!=` on a multivalue holds for any value by a switch', term.span);
    return `(${cx.convert.present(found)} AND NOT ${equalityOf(field, found, [value], cx)})`;
  }
  const number = toNumber(value.text);
  const text = cx.dialect.text(value.text);
  if (number === null) return anyValue(found, cx, (each) => `${each} ${operator} ${text}`);
  const wanted = cx.dialect.number(number);
  if (found.type === 'number') return `coalesce(${found.sql} ${operator} ${wanted}, FALSE)`;
  return anyValue(found, cx, (each) => `coalesce(spl_num(${each}) ${operator} ${wanted}, ${each} ${operator} ${text})`);
}

/** `=` and IN; metadata also by the further names of an event, text with an entity also as it is written in XML. */
function emitEquals(field: string, values: readonly SearchValue[], scope: Scope, cx: Emitter): string {
  const found = valueIn(scope, field, cx.dialect);
  const tests = [equalityOf(field, found, values, cx)];
  if (scope.relation.names) {
    const entry = (key: string): SqlValue => ({
      sql: cx.dialect.maps.entry(scope.qualifier + cx.dialect.name(names), cx.dialect.text(key)),
      type: 'list',
    });
    const texts = values.map((value) => value.text);
    if (otherNamedFields.has(field)) tests.push(equalityOf(field, entry(field), values, cx));
    else if (field === 'index' && !texts.every((text) => splunkIndexes.test(text)))
      tests.push(cx.dialect.lists.contains(entry('index').sql, "'*'"));
    if (texts.some((text) => xmlEntity.test(text))) tests.push(equalityOf(field, entry(`${field}&`), values, cx));
  }
  return tests.length === 1 ? tests[0]! : `(${tests.join(' OR ')})`;
}

/** Whole value, without letter case, `*` wildcards, addresses in a network (spl-core 1.8). */
function equalityOf(field: string, found: SqlValue, values: readonly SearchValue[], cx: Emitter): string {
  if (found.type === 'null') return 'FALSE';
  const { dialect } = cx;
  const exact: string[] = [];
  const tests: string[] = [];
  for (const value of values) {
    const { text } = value;
    const asWritten = value.form === 'case' || caseSensitiveFields.test(field);
    if (field === 'index' && hasWildcard(text) && !text.startsWith('_'))
      // The internal indexes are asked for by name only.
      tests.push(
        anyValue(
          found,
          cx,
          (each) =>
            `NOT ${dialect.functions.startsWith(each, dialect.text('_'))} AND ${fits(each, text, asWritten, cx)}`,
        ),
      );
    else if (text === '*')
      tests.push(
        cx.schema.semantics.starMatchesEmpty
          ? `(${cx.convert.present(found)})`
          : anyValue(found, cx, (each) => `${each} <> ''`),
      );
    else if (hasWildcard(text)) tests.push(likeOf(found, text, asWritten, cx));
    else if (asWritten) tests.push(anyValue(found, cx, (each) => `${each} = ${dialect.text(text)}`));
    else {
      exact.push(dialect.text(foldCase(text)));
      const cidr = parseCidr(text);
      if (cidr === null) continue;
      if (cidr.address.length !== 1) unsupported('networks of IPv6 addresses are not compared in SQL', value.span);
      tests.push(anyValue(found, cx, (each) => `spl_in_network(${each}, ${dialect.text(text)})`));
    }
  }
  if (exact.length === 1) {
    tests.unshift(
      found.type === 'list'
        ? `spl_is(${found.sql}, ${exact[0]})`
        : `coalesce(spl_fold(${cx.convert.text(found)}) = ${exact[0]}, FALSE)`,
    );
  } else if (exact.length > 1)
    tests.unshift(anyValue(found, cx, (each) => `spl_fold(${each}) IN (${exact.join(', ')})`));
  return tests.length === 1 ? tests[0]! : `(${tests.join(' OR ')})`;
}

/** A pattern with asterisks as one of LIKE. */
const likePattern = (text: string, asWritten: boolean, cx: Emitter): string =>
  cx.dialect.text((asWritten ? text : foldCase(text)).replace(/[\\%_]/g, '\\$&').replace(/\*+/g, '%'));

/** Whether one text fits a pattern with asterisks. */
function fits(each: string, text: string, asWritten: boolean, cx: Emitter): string {
  const subject = asWritten ? each : `spl_fold(${each})`;
  return cx.dialect.functions.like(subject, likePattern(text, asWritten, cx), true);
}

function likeOf(found: SqlValue, text: string, asWritten: boolean, cx: Emitter): string {
  if (!asWritten && found.type === 'list') return `spl_like(${found.sql}, ${likePattern(text, false, cx)})`;
  return anyValue(found, cx, (each) => fits(each, text, asWritten, cx));
}

/** Keywords look at `_raw`; rows without it by any field (switch `keywordWithoutRaw`). */
function emitKeyword(term: SearchKeyword, scope: Scope, cx: Emitter): string {
  if (term.form === 'word' && /^\*+$/.test(term.text)) return 'TRUE';
  const wanted = keywordPattern(term.text, term.form);
  if (wanted === undefined) return 'TRUE';
  const { functions, lists, maps, text } = cx.dialect;
  const pattern = text(wanted);
  const raw = valueIn(scope, '_raw', cx.dialect);
  const inRaw = raw.type === 'null' ? 'FALSE' : `coalesce(${functions.found(cx.convert.text(raw), pattern)}, FALSE)`;
  if (cx.schema.semantics.keywordWithoutRaw !== 'any-field') return inRaw;
  if (cx.schema.rawAlways && scope.relation.names) return inRaw;
  const tests: string[] = [];
  for (const [field] of scope.relation.columns)
    if (!field.startsWith('_'))
      tests.push(
        anyValue(fieldOf(scope.relation, field, cx.dialect, scope.qualifier), cx, (each) =>
          functions.found(each, pattern),
        ),
      );
  if (scope.relation.open) {
    const map = scope.qualifier + cx.dialect.name(others);
    const [key, each] = [cx.variable(), cx.variable()];
    const shadowed = [...scope.relation.columns.keys()].map((field) => text(field));
    const hidden = shadowed.length === 0 ? '' : ` AND ${key} NOT IN (${shadowed.join(', ')})`;
    const values = lists.any(maps.entry(map, key), each, functions.found(each, pattern));
    const visible = `NOT ${functions.startsWith(key, "'_'")}${hidden}`;
    tests.push(lists.any(maps.keys(map), key, `${visible} AND ${values}`));
  }
  const anyField = tests.length === 0 ? 'FALSE' : tests.join(' OR ');
  if (raw.type === 'null') return `(${anyField})`;
  return `CASE WHEN ${cx.convert.present(raw)} THEN ${inRaw} ELSE (${anyField}) END`;
}

/** The rows of a subsearch: any row fits whose fields agree with one of them (spl-core 5.4). */
function emitRows(term: SearchExpression & { kind: 'subsearch' }, scope: Scope, cx: Emitter, alone: boolean): string {
  if (term.compared !== undefined) return unsupported('a field is compared with the text of a subsearch', term.span);
  const rows = cx.subsearch(term.pipeline);
  if (rows.open) return unsupported('the fields of a subsearch are not known', term.span);
  const root = cx.plan.subsearches.get(term.pipeline);
  const returned = root?.kind === 'apply' && root.procedure.name === 'return';
  const fields = [...rows.columns].filter(([field]) => returned || !field.startsWith('_'));
  if (
    fields.some(([field]) =>
      ['search', 'query', 'earliest', 'latest', '_index_earliest', '_index_latest'].includes(field),
    )
  )
    return unsupported('a subsearch gives search text or times', term.span);
  // A text without a value is no term.
  if (fields.length === 0) return returned && alone ? 'TRUE' : 'FALSE';
  const { functions, lists, name: q, tables } = cx.dialect;
  if (returned)
    cx.caveat('values that return gives are not read as search text, where quotes and backslashes count', term.span);
  const row = cx.variable();
  const tests = fields.map(([field], index) => {
    const wanted = tables.records.column(row, index);
    const found = valueIn(scope, field, cx.dialect);
    if (found.type === 'null') return lists.absent(wanted);
    const pattern = cx.variable();
    const agrees = (each: string): string => functions.like(`spl_fold(${each})`, pattern, true);
    const fits = anyValue(found, cx, agrees);
    // `return` writes the values of a field one after the other, so that all have to agree.
    const agreed = returned ? `NOT ${lists.any(wanted, pattern, `NOT ${fits}`)}` : lists.any(wanted, pattern, fits);
    return `(${lists.absent(wanted)} OR ${agreed})`;
  });
  const some = fields.map((_, index) => lists.present(tables.records.column(row, index))).join(' OR ');
  cx.caveat('networks in the values of a subsearch match as text only', term.span);
  // All rows as one list: an engine may not look into a map from inside a subquery.
  const patterns = fields.map(([, column]) => {
    const each = cx.variable();
    const values = cx.convert.list({ sql: q(column.name), type: column.type });
    return lists.transform(values, each, `spl_pattern(${each})`);
  });
  const all = `(SELECT ${tables.records.gather(patterns)} FROM (SELECT * FROM ${rows.table} ORDER BY ${q('#')} LIMIT ${cx.schema.limits.subsearchRows}))`;
  const found = lists.any(all, row, `(${some}) AND ${tests.join(' AND ')}`);
  return returned && alone ? `(${found} OR NOT ${lists.any(all, row, `(${some})`)})` : found;
}
