import type { ExtractMethod } from '../../plan/nodes/row.js';
import type { NodeOf } from '../../plan/plan.js';
import { readSed } from '../../regex/sed.js';
import { fitsPattern } from '../../values/field-pattern.js';
import { hasWildcard } from '../../values/wildcard.js';
import type { Emitter } from '../emitter.js';
import { spathValues } from '../functions/json.js';
import { re2Replacement, regexOf, replacing } from '../functions/matching.js';
import { parseJsonPath } from '../json-path.js';
import { toRe2 } from '../re2.js';
import { unsupported } from '../refusal.js';
import { fieldOf, internalEntries, type Relation } from '../relation.js';
import { columnValues } from '../rows.js';
import type { SqlValue } from '../value.js';
import type { NodeTemplate } from './define.js';
import { emitReltime } from './reltime.js';
import { entryNames, keyTest, perValue, settled, withFields } from './row-wise.js';

type Method<N extends ExtractMethod['name']> = ExtractMethod & { readonly name: N };
type Node = NodeOf<'extract'>;

/** A total map over the methods. */
const methods: {
  readonly [N in ExtractMethod['name']]: (method: Method<N>, rows: Relation, node: Node, cx: Emitter) => Relation;
} = {
  rex: emitRex,
  spath: emitSpath,
  rangemap: emitRangemap,
  strcat: emitStrcat,
  sed: emitSed,
  kv: (_, __, node) => unsupported('pairs of names that are not known before the run', node.span),
  xmlkv: emitXmlkv,
  xpath: (_, __, node) => unsupported('XPath', node.span),
  fromjson: emitFromjson,
  iplocation: emitIplocation,
  tojson: (_, __, node) => unsupported('tojson', node.span),
  addtotals: emitAddtotals,
  addinfo: (_, __, node) => unsupported('addinfo tells of a run in Splunk', node.span),
  reltime: emitReltime,
};

export const emitExtract: NodeTemplate<'extract'> = (node, cx) => {
  const rows = settled(cx.input(node.input), node.span, cx);
  const emit = methods[node.method.name] as (
    method: ExtractMethod,
    rows: Relation,
    node: Node,
    cx: Emitter,
  ) => Relation;
  return emit(node.method, rows, node, cx);
};

/** `rex`: the named groups of a match become fields; without a match nothing changes (spl-commands 7.1). */
function emitRex(method: Method<'rex'>, rows: Relation, node: Node, cx: Emitter): Relation {
  if (method.offsetField !== undefined) return unsupported('rex offset_field', node.span);
  const { pattern, groups, caveats } = toRe2(method.pattern);
  for (const caveat of caveats) cx.caveat(caveat, node.span);
  const subject = fieldOf(rows, method.field, cx.dialect);
  if (subject.type === 'null') return rows;
  const { functions, lists } = cx.dialect;
  const changes = new Map<string, SqlValue>();
  for (const { name, index: place, empty } of groups) {
    // An engine counts groups to nine only.
    const far = place > 9;
    const index = far ? 1 : place;
    const regex = cx.dialect.text(far ? toRe2(method.pattern, { only: place }).pattern : pattern);
    if (empty === 'unknown') cx.caveat(`the group ${name} is absent where it matches nothing`, node.span);
    const before = fieldOf(rows, name, cx.dialect);
    const found = (text: string): string => {
      const first = functions.extract(text, regex, index);
      return empty === 'present'
        ? `CASE WHEN ${functions.found(text, regex)} THEN ${first} END`
        : `nullif(${first}, '')`;
    };
    const all = (text: string): string => {
      const every = functions.extractAll(text, regex, index);
      const some = method.maxMatch === 0 ? every : lists.slice(every, '1', String(method.maxMatch));
      const each = cx.variable();
      return empty === 'present' ? some : lists.filter(some, each, `${each} <> ''`);
    };
    let value: SqlValue;
    if (method.maxMatch === 1 && subject.type !== 'list')
      value = { sql: found(cx.convert.text(subject)), type: 'text' };
    else if (method.maxMatch === 1) {
      const each = cx.variable();
      value = { sql: lists.collect(subject.sql, each, found(each)), type: 'list' };
    } else if (subject.type !== 'list') value = { sql: lists.held(all(cx.convert.text(subject))), type: 'list' };
    else {
      const each = cx.variable();
      value = { sql: lists.collectAll(subject.sql, each, all(each)), type: 'list' };
    }
    changes.set(name, orBefore(value, before, cx));
  }
  return withFields(rows, changes, 'rex', node.span, cx);
}

/** `rex mode=sed`: the field's text rewritten in place (spl-commands 7.1). */
function emitSed(method: Method<'sed'>, rows: Relation, node: Node, cx: Emitter): Relation {
  const value = fieldOf(rows, method.field, cx.dialect);
  const script = readSed(method.script);
  if (value.type === 'null' || !script.ok) return rows;
  const rewritten = perValue(value, (each) => ({ sql: rewrite(cx.convert.text(each)), type: 'text' }), cx);
  return withFields(rows, new Map([[method.field, rewritten]]), 'sed', node.span, cx);

  function rewrite(text: string): string {
    const { functions, text: literal } = cx.dialect;
    if (script.ok && script.name === 'swap') {
      const [from, to] = [[...script.swaps.keys()], [...script.swaps.values()]];
      return functions.swap(text, literal(from.join('')), literal(to.join('')));
    }
    if (!script.ok || typeof script.which === 'number') return unsupported('a match of sed by its number', node.span);
    if (script.which === 'all') return replacing(script.pattern, script.replacement, node.span, cx)(text);
    const pattern = regexOf(script.pattern, node.span, cx);
    return functions.replaceFirst(text, pattern, literal(re2Replacement(script.replacement)));
  }
}

/** The value, or where it is null what the field held before. */
export function orBefore(value: SqlValue, before: SqlValue, cx: Emitter): SqlValue {
  if (before.type === 'null') return value;
  const type =
    value.type === 'list' || before.type === 'list'
      ? 'list'
      : value.type === 'number' && before.type === 'number'
        ? 'number'
        : 'text';
  return { sql: cx.convert.firstOf([cx.convert.to(value, type), cx.convert.to(before, type)], type), type };
}

/** `spath`: what a path leads to in JSON (spl-commands 7.3). */
function emitSpath(method: Method<'spath'>, rows: Relation, node: Node, cx: Emitter): Relation {
  const subject = fieldOf(rows, method.field, cx.dialect);
  if (subject.type === 'null') return rows;
  if (method.path === undefined) {
    if (method.field !== '_raw' || !rows.names) return emitMembers(subject, rows, node, cx);
    cx.caveat('the members of events in JSON are fields of the table already; spath adds none', node.span);
    return rows;
  }
  const path = parseJsonPath(method.path);
  if (path === undefined) return unsupported(`the path ${method.path}`, node.span);
  cx.caveat('spath reads JSON only, no XML', node.span);
  const target = method.output ?? method.path;
  const value: SqlValue = { sql: spathValues(cx.convert.single(subject), path, cx), type: 'list' };
  return withFields(
    rows,
    new Map([[target, orBefore(value, fieldOf(rows, target, cx.dialect), cx)]]),
    'spath',
    node.span,
    cx,
  );
}

/** `xmlkv`: every element of a text that holds only text becomes a field (spl-commands 7.4). */
function emitXmlkv(method: Method<'xmlkv'>, rows: Relation, node: Node, cx: Emitter): Relation {
  const subject = fieldOf(rows, method.field, cx.dialect);
  if (subject.type === 'null') return rows;
  cx.caveat('xmlkv leaves out elements with CDATA or comments, and character references stay as written', node.span);
  return withMembers(rows, `spl_xmlkv(${cx.convert.text(subject)})`, { label: 'xmlkv', internal: true }, node, cx);
}

/** `fromjson`: the members of a JSON object become fields, lists with a value per item (spl-commands 7.5). */
function emitFromjson(method: Method<'fromjson'>, rows: Relation, node: Node, cx: Emitter): Relation {
  const subject = fieldOf(rows, method.field, cx.dialect);
  if (subject.type === 'null') return rows;
  if (cx.schema.semantics.jsonNull !== 'text')
    return unsupported('fromjson that leaves out null by a switch', node.span);
  const { maps, text } = cx.dialect;
  const members = `spl_members(${cx.convert.text(subject)})`;
  const named =
    method.prefix === '' ? members : maps.rename(members, cx.variable(), (key) => `${text(method.prefix)} || ${key}`);
  return withMembers(rows, named, { label: 'fromjson', internal: true }, node, cx);
}

/** `spath` without a path: every leaf of a JSON text becomes a field. */
function emitMembers(subject: SqlValue, rows: Relation, node: Node, cx: Emitter): Relation {
  cx.caveat('spath reads JSON only, wholly, and takes names with brackets for lists', node.span);
  return withMembers(rows, `spl_json(${cx.convert.single(subject)})`, { label: 'spath', internal: false }, node, cx);
}

/** Rows with the entries of a map as fields, which makes them open; `internal`: also over fields that begin with `_`. */
function withMembers(
  rows: Relation,
  map: string,
  { label, internal }: { readonly label: string; readonly internal: boolean },
  node: Node,
  cx: Emitter,
): Relation {
  const { maps, name: q, text } = cx.dialect;
  const found = q('#members');
  const read = `SELECT *, ${maps.held(map)} AS ${found}\n  FROM ${rows.table}`;
  const table = cx.statement.step('members', node.span, read);
  const fields = columnValues(rows, cx);
  for (const [field, before] of fields) {
    const member: SqlValue = { sql: maps.entry(found, text(field)), type: 'list' };
    if (internal || !field.startsWith('_')) fields.set(field, orBefore(member, before, cx));
  }
  const before = rows.open ? q('*') : internalEntries(q('*'), cx.dialect);
  return cx.statement.select(label, node.span, table, fields, {
    map: rows.open || rows.internal ? maps.concat(before, found) : found,
    ...(rows.names ? { names: q('@') } : {}),
  });
}

/** Fields of a place in the table `geo`, and their columns there. */
const placeFields = ['City', 'Country', 'Region', 'lat', 'lon'];
const morePlaceFields = ['Continent', 'MetroCode', 'Timezone'];

/** `iplocation`: places of addresses out of the table `geo`: `first` and `last` address as numbers, and a column per field. */
function emitIplocation(method: Method<'iplocation'>, rows: Relation, node: Node, cx: Emitter): Relation {
  const subject = fieldOf(rows, method.field, cx.dialect);
  if (subject.type === 'null') return rows;
  const q = cx.dialect.name;
  cx.caveat(
    'places come from the table geo, which is empty until you fill it, and IPv6 addresses have none',
    node.span,
  );
  if (cx.dialect.tables.nearest === undefined) return unsupported('a join to the nearest address', node.span);
  const address = `spl_ip4(${cx.convert.single(fieldOf(rows, method.field, cx.dialect, 'l.'))})`;
  const changes = new Map<string, SqlValue>();
  for (const place of method.allFields ? [...placeFields, ...morePlaceFields] : placeFields) {
    const target = `${method.prefix}${place}`;
    changes.set(
      target,
      orBefore(
        { sql: `CASE WHEN ${address} <= g.${q('last')} THEN g.${q(place)} END`, type: 'text' },
        fieldOf(rows, target, cx.dialect, 'l.'),
        cx,
      ),
    );
  }
  return withFields(rows, changes, 'iplocation', node.span, cx, {
    from: cx.dialect.tables.nearest(
      `${rows.table} AS l`,
      `(SELECT *, ${q('first')} AS low FROM ${q('geo')}) AS g`,
      address,
      'g.low',
    ),
    qualifier: 'l.',
  });
}

/** `addtotals`: the sum of the numbers of a row; 0 where there is none. */
function emitAddtotals(method: Method<'addtotals'>, rows: Relation, node: Node, cx: Emitter): Relation {
  const fields = new Set(
    method.patterns.flatMap((pattern) =>
      hasWildcard(pattern) ? [...rows.columns.keys()].filter((field) => fitsPattern(pattern, field)) : [pattern],
    ),
  );
  if (!method.patterns.includes(method.output)) fields.delete(method.output);
  const terms = [...fields]
    .map((field) => fieldOf(rows, field, cx.dialect))
    .filter((value) => value.type !== 'null')
    .map((value) => `coalesce(${cx.convert.number(value)}, 0)`);
  if (rows.open && method.patterns.some(hasWildcard)) terms.push(sumOfEntries(method, rows, cx));
  const sql = terms.length === 0 ? cx.dialect.number(0) : `(${terms.join(' + ')})`;
  return withFields(rows, new Map([[method.output, { sql, type: 'number' as const }]]), 'addtotals', node.span, cx);
}

function emitRangemap(method: Method<'rangemap'>, rows: Relation, node: Node, cx: Emitter): Relation {
  const value = fieldOf(rows, method.field, cx.dialect);
  const n = cx.convert.number(value);
  const items = method.ranges.map(
    (range) =>
      `CASE WHEN ${n} >= ${cx.dialect.number(range.low)} AND ${n} <= ${cx.dialect.number(range.high)} THEN ${cx.dialect.text(range.name)} END`,
  );
  const { lists } = cx.dialect;
  const found = lists.firstOf([lists.compact(items), lists.literal([cx.dialect.text(method.fallback)])]);
  return withFields(rows, new Map([['range', { sql: found, type: 'list' }]]), 'rangemap', node.span, cx);
}

function emitStrcat(method: Method<'strcat'>, rows: Relation, node: Node, cx: Emitter): Relation {
  const parts = method.parts.map((part) => {
    if (part.literal) return cx.dialect.text(part.text);
    const text = cx.convert.text(fieldOf(rows, part.text, cx.dialect));
    return method.allRequired ? text : `coalesce(${text}, '')`;
  });
  const value: SqlValue = { sql: `(${parts.join(' || ')})`, type: 'text' };
  const before = fieldOf(rows, method.output, cx.dialect);
  return withFields(
    rows,
    new Map([[method.output, method.allRequired ? orBefore(value, before, cx) : value]]),
    'strcat',
    node.span,
    cx,
  );
}

/** The sum of the numbers among the fields that are not known before the run. */
function sumOfEntries({ patterns, output }: Method<'addtotals'>, rows: Relation, cx: Emitter): string {
  const { convert, dialect } = cx;
  const { lists, maps, name: q } = dialect;
  const names = entryNames(rows, (key) => keyTest(patterns, key, cx), [output], cx);
  const each = cx.variable();
  const number = convert.number({ sql: maps.entry(q('*'), each), type: 'list' });
  const numbers = lists.transform(names, each, `coalesce(${number}, ${dialect.number(0)})`);
  return `coalesce(${lists.aggregate('sum', numbers)}, 0)`;
}
