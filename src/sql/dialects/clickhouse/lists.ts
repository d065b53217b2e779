import type { NumericAggregate, SqlDialect, SqlLists, SqlMaps } from '../../dialect.js';

/** Names of the aggregate functions; each gives NULL where it finds nothing. */
export function aggregateName(name: NumericAggregate, parameter?: number): string {
  const own = {
    sum: 'sum',
    avg: 'avg',
    min: 'min',
    max: 'max',
    stddev_samp: 'stddevSampStable',
    stddev_pop: 'stddevPopStable',
    var_samp: 'varSampStable',
    var_pop: 'varPopStable',
    quantile_cont: 'quantileExactInclusive',
  }[name];
  return `${own}OrNull${parameter === undefined ? '' : `(${parameter})`}`;
}

/** A spread of fewer than two numbers is infinite to the engine. */
export const finite = (name: NumericAggregate, sql: string): string =>
  name === 'stddev_samp' || name === 'var_samp' ? `if(isFinite(${sql}), ${sql}, NULL)` : sql;

const present = (texts: string): string =>
  `arrayMap(item -> assumeNotNull(item), arrayFilter(item -> isNotNull(item), ${texts}))`;
const transform: SqlLists['transform'] = (list, variable, body) => `arrayMap(${variable} -> ${body}, ${list})`;

/** Values under names, each as the only item of a list. */
export const named: SqlDialect['named'] = (values, body) => {
  const names = values.map(([name]) => name).join(', ');
  return `arrayMap(${values.length === 1 ? names : `(${names})`} -> ${body}, ${values.map(([, sql]) => `[${sql}]`).join(', ')})[1]`;
};

export const lists: SqlLists = {
  literal: (items) => `[${items.join(', ')}]`,
  present: (list) => `notEmpty(${list})`,
  absent: (list) => `empty(${list})`,
  firstOf: (all) => `arrayFirst(list -> notEmpty(list), [${all.join(', ')}])`,
  size: (list) => `length(${list})`,
  at: (list, index) => `arrayElementOrNull(${list}, ${index})`,
  slice: (list, from, to) =>
    from === '1' ? `arraySlice(${list}, 1, ${to})` : `arraySlice(${list}, ${from}, ${to} - ${from} + 1)`,
  concat: (all) => (all.length === 1 ? all[0]! : `arrayConcat(${all.join(', ')})`),
  sort: (list) => `arraySort(${list})`,
  reverse: (list) => `arrayReverse(${list})`,
  join: (list, separator) => `if(empty(${list}), NULL, arrayStringConcat(${list}, ${separator}))`,
  joinBy: (list, separator) =>
    `if(empty(${list}) OR isNull(${separator}), NULL, arrayFold((_e, _i) -> concat(_e, ifNull(${separator}, ''), _i), arraySlice(${list}, 2), ${list}[1]))`,
  contains: (list, item) => `has(${list}, ${item})`,
  any: (list, variable, condition) => `arrayExists(${variable} -> ${condition}, ${list})`,
  filter: (list, variable, condition) => `arrayFilter(${variable} -> ${condition}, ${list})`,
  transform,
  collect: (list, variable, body) => present(transform(list, variable, body)),
  collectAll: (list, variable, body) => `arrayFlatten(${transform(list, variable, body)})`,
  compact: (texts) => present(`[${texts.join(', ')}]`),
  place: (list, variable, condition) => `arrayFirstIndex(${variable} -> ${condition}, ${list})`,
  held: (list) => list,
  aggregate: (name, numbers, parameter) => finite(name, `arrayReduce('${aggregateName(name, parameter)}', ${numbers})`),
};

const mapType = 'Map(String, Array(String))';

export const maps: SqlMaps = {
  empty: `CAST(map() AS ${mapType})`,
  entry: (map, key) => `${map}[${key}]`,
  values: (map) => `arrayFlatten(mapValues(${map}))`,
  keys: (map) => `mapKeys(${map})`,
  filter: (map, variable, condition) => `mapFilter((${variable}, _v) -> ${condition(variable)}, ${map})`,
  rename: (map, variable, name) => `mapApply((${variable}, _v) -> (${name(variable)}, _v), ${map})`,
  held: (map) => map,
  concat: (first, second) => `mapUpdate(${first}, ${second})`,
  constant: (names, variable, list) => `mapFromArrays(${names}, arrayMap(${variable} -> ${list}, ${names}))`,
};
