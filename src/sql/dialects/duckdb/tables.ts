import type { SqlJson, SqlTables } from '../../dialect.js';
import { type JsonPlace, type JsonStep, runsOf } from '../../json-path.js';
import { name, text } from './literals.js';

export const tables: SqlTables = {
  series: (count, column) => `range(${count}) AS r(${column})`,
  constants: (columns, rows) => {
    const lines = rows.map(
      (row, index) => `(${[index, ...row.map((cell) => (cell === undefined ? 'NULL' : text(cell)))].join(', ')})`,
    );
    const typed = columns.map((column) => `CAST(${column} AS VARCHAR) AS ${column}`);
    return `(SELECT i, ${typed.join(', ')} FROM (VALUES ${lines.join(', ')}) AS v(i, ${columns.join(', ')}))`;
  },
  unnest: (from, list, item, index) => {
    const place = index === undefined ? '' : `, generate_subscripts(${list}, 1) AS ${name(index)}`;
    return `SELECT *, unnest(${list}) AS ${name(item)}${place}\n  FROM ${from}`;
  },
  regroup: undefined,
  records: {
    gather: (columns) => `list({${columns.map((sql, index) => `'f${index}': ${sql}`).join(', ')}})`,
    column: (record, index) => `${record}.f${index}`,
  },
  optional: (table) => table,
  always: undefined,
  nearest: (left, right, value, key) => `${left} ASOF LEFT JOIN ${right} ON ${value} >= ${key}`,
};

/** A path in the syntax of the engine: `$."a"[0][*]`. */
function pathText({ steps }: { readonly steps: readonly JsonStep[] }): string {
  const parts = steps.map((step) => {
    if ('member' in step) return `."${step.member.replaceAll('\\', '\\\\').replaceAll('"', '\\"')}"`;
    return 'item' in step ? `[${step.item}]` : '[*]';
  });
  return text(`$${parts.join('')}`);
}

/** The items of a list in `x`, or what is there instead of one. */
function itemsOrItself(run: readonly JsonPlace[]): string {
  const at = pathText({ steps: run });
  const every = pathText({ steps: [...run, { every: true }] });
  return `CASE json_type(x, ${at}) WHEN 'ARRAY' THEN json_extract(x, ${every}) ELSE list_filter([json_extract(x, ${at})], lambda i: i IS NOT NULL) END`;
}

export const json: SqlJson = {
  value: (subject, path) =>
    `CASE WHEN json_valid(${subject}) THEN json_extract_string(${subject}, ${pathText(path)}) END`,
  array: (subject, path) => {
    const found = `CASE WHEN json_valid(${subject}) THEN json_extract(${subject}, ${pathText(path)}) END`;
    return `CASE WHEN len(${found}) > 0 THEN CAST(to_json(${found}) AS VARCHAR) END`;
  },
  compact: (subject) => `CAST(json(${subject}) AS VARCHAR)`,
  kind: (subject) => `CASE WHEN json_valid(${subject}) THEN json_type(${subject}) END`,
  values: (subject, path) => {
    const at = `${subject}, ${pathText(path)}`;
    const found = `json_extract_string(${at})`;
    // Of several hits only a JSON null has no text.
    const hits = path.many
      ? `spl_mv(list_transform(${found}, lambda hit: coalesce(hit, 'null')))`
      : `spl_list(CASE WHEN json_type(${at}) = 'NULL' THEN 'null' ELSE ${found} END)`;
    return `CASE WHEN json_valid(${subject}) THEN ${hits} END`;
  },
  loose: (subject, { steps }) => {
    const { lists, last } = runsOf(steps);
    let there = `[CAST(${subject} AS JSON)]`;
    for (const run of lists) there = `flatten(list_transform(${there}, lambda x: ${itemsOrItself(run)}))`;
    const at = pathText({ steps: last });
    const found = `list_filter(${there}, lambda hit: json_type(hit, ${at}) IS NOT NULL)`;
    const hits = `list_transform(${found}, lambda hit: coalesce(json_extract_string(hit, ${at}), 'null'))`;
    return `CASE WHEN json_valid(${subject}) THEN spl_mv(${hits}) END`;
  },
};
