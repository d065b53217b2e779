import type { SqlAggregates } from '../../dialect.js';
import { maps } from './lists.js';

const where = (condition: string | undefined): string =>
  condition === undefined ? '' : ` FILTER (WHERE ${condition})`;

export const aggregates: SqlAggregates = {
  numeric: (name, number, over, parameter) =>
    `${name}(${number}${parameter === undefined ? '' : `, ${parameter}`})${over}`,
  count: (argument, over) => `CAST(count(${argument})${over} AS DOUBLE)`,
  distinct: (text, over) => `CAST(count(DISTINCT ${text})${over} AS DOUBLE)`,
  gather: (list, present, order, over) =>
    `flatten(list(${list}${order === undefined || over !== '' ? '' : ` ORDER BY ${order}`})${where(present)}${over})`,
  texts: (text, order) => `list(${text} ORDER BY ${order.join(', ')})${where(`${text} IS NOT NULL`)}`,
  sortedTexts: (text) => `list_sort(list(DISTINCT ${text})${where(`${text} IS NOT NULL`)})`,
  textAt: (end, text, number, over) => `arg_${end}(${text}, ${number})${over}`,
  text: (end, text, condition, over) => `${end}(${text})${where(condition)}${over}`,
  first: (value, _, order, condition) => {
    const by = order.map(
      ({ sql, descending, nullable }) => `${sql}${descending ? ' DESC' : ''}${nullable ? ' NULLS LAST' : ''}`,
    );
    return `first(${value} ORDER BY ${by.join(', ')})${where(condition)}`;
  },
  mapOf: (key, list, condition) =>
    `coalesce(map_from_entries(list({'key': ${key}, 'value': ${list}})${where(condition)}), ${maps.empty})`,
  maps: (map) => `list(${map})`,
  mode: (list) => `list_aggregate(${list}, 'mode')`,
  some: (condition, over) => `bool_or(${condition})${over}`,
  lastSeen: (value, _, order) => `last_value(${value} IGNORE NULLS) OVER (ORDER BY ${order} ROWS UNBOUNDED PRECEDING)`,
  before: (value, distance, order, _, partition = []) =>
    `lag(${value}, ${distance}) OVER (${partition.length === 0 ? '' : `PARTITION BY ${partition.join(', ')} `}ORDER BY ${order})`,
  parts: (time, order, longest, most) => {
    const row = `{'low': ${time}, 'high': ${time}, 'n': 1, 'parts': [0]}`;
    const [low, high] = ['least(_a.low, _b.low)', 'greatest(_a.high, _b.high)'];
    const ends = `_a.n >= ${most} OR coalesce(${high} - ${low} > ${longest}, FALSE)`;
    const next = `{'low': _b.low, 'high': _b.high, 'n': 1, 'parts': list_append(_a.parts, _a.parts[-1] + 1)}`;
    const same = `{'low': ${low}, 'high': ${high}, 'n': _a.n + 1, 'parts': list_append(_a.parts, _a.parts[-1])}`;
    return `list_reduce(list(${row} ORDER BY ${order}), lambda _a, _b: CASE WHEN ${ends} THEN ${next} ELSE ${same} END).parts`;
  },
  edge: (which, value, _, over) => `${which}_value(${value} IGNORE NULLS)${over}`,
};
