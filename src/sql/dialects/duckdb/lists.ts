import type { SqlDialect, SqlLists, SqlMaps } from '../../dialect.js';

const filter: SqlLists['filter'] = (list, variable, condition) =>
  `list_filter(${list}, lambda ${variable}: ${condition})`;
const transform: SqlLists['transform'] = (list, variable, body) =>
  `list_transform(${list}, lambda ${variable}: ${body})`;
const present = (list: string): string => `list_filter(${list}, lambda present: present IS NOT NULL)`;
const literal = (items: readonly string[]): string => `[${items.join(', ')}]`;

/** Values under names as the only item of a list, several as members of a struct, so that no value stands where a name means something. */
export const named: SqlDialect['named'] = (values, body) => {
  const [[name, value] = ['', ''], ...more] = values;
  if (more.length === 0) return `${transform(literal([value]), name, body)}[1]`;
  const struct = values.map(([each, sql]) => `'${each}': ${sql}`).join(', ');
  const names = new RegExp(`'[^']*'|\\b(?:${values.map(([each]) => each).join('|')})\\b`, 'g');
  const members = body.replaceAll(names, (found) => (found.startsWith("'") ? found : `_v.${found}`));
  return `${transform(`[{${struct}}]`, '_v', members)}[1]`;
};

export const lists: SqlLists = {
  literal,
  present: (list) => `${list} IS NOT NULL`,
  absent: (list) => `${list} IS NULL`,
  firstOf: (all) => `coalesce(${all.join(', ')})`,
  size: (list) => `len(${list})`,
  at: (list, index) => `${list}[${index}]`,
  slice: (list, from, to) => `list_slice(${list}, ${from}, ${to})`,
  concat: (all) => {
    const parts = all.map((each) => `coalesce(${each}, [])`);
    if (parts.length === 1) return parts[0]!;
    return parts.length === 2 ? `list_concat(${parts.join(', ')})` : `flatten(${literal(parts)})`;
  },
  sort: (list) => `list_sort(${list})`,
  reverse: (list) => `list_reverse(${list})`,
  join: (list, separator) => `array_to_string(${list}, ${separator})`,
  joinBy: (list, separator) =>
    `CASE WHEN ${separator} IS NOT NULL THEN list_reduce(${list}, lambda _e, _i: _e || ${separator} || _i) END`,
  contains: (list, item) => `coalesce(list_contains(${list}, ${item}), FALSE)`,
  any: (list, variable, condition) => `coalesce(len(${filter(list, variable, condition)}) > 0, FALSE)`,
  filter,
  transform,
  collect: (list, variable, body) => `spl_mv(${present(transform(list, variable, body))})`,
  collectAll: (list, variable, body) => `spl_mv(flatten(${transform(list, variable, `coalesce(${body}, [])`)}))`,
  compact: (texts) => `spl_mv(${present(literal(texts))})`,
  place: (list, variable, condition) => `list_position(${transform(list, variable, condition)}, TRUE)`,
  held: (list) => `spl_mv(${list})`,
  aggregate: (name, numbers, parameter) =>
    `list_aggregate(${numbers}, '${name}'${parameter === undefined ? '' : `, ${parameter}`})`,
};

const entries = (map: string): string => `map_entries(${map})`;

const empty = 'MAP {}::MAP(VARCHAR, VARCHAR[])';

export const maps: SqlMaps = {
  empty,
  entry: (map, key) => `${map}[${key}]`,
  values: (map) => `flatten(map_values(${map}))`,
  keys: (map) => `map_keys(${map})`,
  filter: (map, variable, condition) =>
    `map_from_entries(${filter(entries(map), variable, condition(`${variable}.key`))})`,
  rename: (map, variable, name) =>
    `map_from_entries(${transform(entries(map), variable, `{'key': ${name(`${variable}.key`)}, 'value': ${variable}.value}`)})`,
  held: (map) => `coalesce(${map}, ${empty})`,
  concat: (first, second) => `map_concat(${first}, ${second})`,
  constant: (names, variable, list) => `map(${names}, ${transform(names, variable, list)})`,
};
