import type { SqlJson, SqlTables } from '../../dialect.js';
import { type JsonStep, type JsonPlace as Place, runsOf } from '../../json-path.js';
import { name, text } from './literals.js';

const always = (left: string, right: string): string => `toInt8(${left} * 0) = toInt8(${right} * 0)`;

function unnested(join: string, from: string, list: string, item: string, index: string | undefined): string {
  const [value, place] = [name(item), index === undefined ? undefined : name(index)];
  const items = place === undefined ? value : `${value}, ${place}`;
  const joined = `${list} AS ${value}${place === undefined ? '' : `, arrayEnumerate(${list}) AS ${place}`}`;
  return `SELECT *, ${items}\n  FROM ${from}\n  ${join} ${joined}`;
}

export const tables: SqlTables = {
  series: (count, column) => `(SELECT number AS ${column} FROM numbers(${count}))`,
  constants: (columns, rows) => {
    const structure = ['i UInt64', ...columns.map((column) => `${column} Nullable(String)`)].join(', ');
    const lines = rows.map(
      (row, index) => `(${[index, ...row.map((cell) => (cell === undefined ? 'NULL' : text(cell)))].join(', ')})`,
    );
    return `VALUES(${text(structure)}, ${lines.join(', ')})`;
  },
  unnest: (from, list, item, index) => unnested('ARRAY JOIN', from, list, item, index),
  regroup: {
    unnest: (from, list, item, index) => unnested('LEFT ARRAY JOIN', from, list, item, index),
    any: (value) => `any(${value})`,
  },
  records: {
    gather: (columns) => `groupArray(tuple(${columns.join(', ')}))`,
    column: (record, index) => `${record}.${index + 1}`,
  },
  optional: (table, columns) => {
    const items = [...columns].map(([column, isList]) =>
      isList ? name(column) : `toNullable(${table}.${name(column)}) AS ${name(column)}`,
    );
    return `(SELECT ${items.join(', ')} FROM ${table})`;
  },
  always,
  nearest: (left, right, value, key) =>
    `${left} ASOF LEFT JOIN ${right} ON ${always(`l.${name('#')}`, key)} AND ifNull(${value}, -1) >= ${key}`,
};

/** The engine looks for JSON in no dictionary of texts. */
const asText = (subject: string): string => `CAST(${subject} AS Nullable(String))`;
const isValid = (subject: string): string => `isValidJSON(${asText(subject)})`;

/** Steps as arguments of the JSON functions, which count from 1. */
const arguments_ = (steps: readonly Place[]): string =>
  steps.map((step) => `, ${'member' in step ? text(step.member) : step.item + 1}`).join('');

/** Whether a path leads somewhere; the engine counts the members of objects too. */
function leadsTo(subject: string, steps: readonly Place[]): string {
  const lists = steps.flatMap((step, index) =>
    'item' in step ? [`JSONType(${subject}${arguments_(steps.slice(0, index))}) = 'Array'`] : [],
  );
  return [`JSONHas(${subject}${arguments_(steps)})`, ...lists].join(' AND ');
}

/** A place as text: a string without its quotes, anything else as JSON. */
function leaf(subject: string, steps: readonly Place[]): string {
  const at = `${subject}${arguments_(steps)}`;
  return `if(JSONType(${at}) = 'String', JSONExtractString(${at}), JSONExtractRaw(${at}))`;
}

export const json: SqlJson = {
  value: (subject, { steps }) => {
    const places = steps as readonly Place[];
    const there = `${isValid(subject)} AND ${leadsTo(subject, places)}`;
    const found = `assumeNotNull(${subject})`;
    return `if(${there} AND JSONType(${found}${arguments_(places)}) <> 'Null', ${leaf(found, places)}, NULL)`;
  },
  values: (subject, { steps }) => {
    const { there, last } = placesOf(subject, steps);
    return `if(${isValid(subject)}, arrayMap(x -> ${leaf('x', last)}, ${there}), [])`;
  },
  loose: (subject, { steps }) => {
    const { there, last } = placesOf(subject, steps, itemsOrItself);
    return `if(${isValid(subject)}, arrayMap(x -> ${leaf('x', last)}, ${there}), [])`;
  },
  array: (subject, { steps }) => {
    const { there, last } = placesOf(subject, steps);
    const all = `if(${isValid(subject)}, arrayMap(x -> JSONExtractRaw(x${arguments_(last)}), ${there}), [])`;
    return `if(empty(${all}), NULL, concat('[', arrayStringConcat(${all}, ','), ']'))`;
  },
  compact: (subject) => `JSONExtractRaw(${asText(subject)})`,
  kind: (subject) => `if(${isValid(subject)}, toString(JSONType(assumeNotNull(${subject}))), NULL)`,
};

/** The items of a list, or what is there instead of one. */
function itemsOrItself(run: readonly Place[]): string {
  const at = `x${arguments_(run)}`;
  const itself = `if(${leadsTo('x', run)}, [JSONExtractRaw(${at})], [])`;
  return `if(JSONType(${at}) = 'Array', JSONExtractArrayRaw(${at}), ${run.length === 0 ? '[x]' : itself})`;
}

/** JSON texts in which the rest of a path leads somewhere, one for each item of the lists that it goes through. */
function placesOf(
  subject: string,
  steps: readonly JsonStep[],
  items = (run: readonly Place[]): string => `JSONExtractArrayRaw(x${arguments_(run)})`,
): { there: string; last: readonly Place[] } {
  const { lists, last } = runsOf(steps);
  let texts = `[assumeNotNull(${subject})]`;
  for (const run of lists) texts = `arrayFlatten(arrayMap(x -> ${items(run)}, ${texts}))`;
  return { there: last.length === 0 ? texts : `arrayFilter(x -> ${leadsTo('x', last)}, ${texts})`, last };
}
