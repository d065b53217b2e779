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
    const state = (low: string, high: string, n: string, part: string, parts: string): string =>
      `{'low': ${low}, 'high': ${high}, 'n': ${n}, 'part': ${part}, 'parts': ${parts}}`;
    const [none, nowhere] = ['CAST(NULL AS DOUBLE)', 'CAST([] AS BIGINT[])'];
    const [low, high] = ['least(_a.low, _b.low)', 'greatest(_a.high, _b.high)'];
    const ends = `_a.n = 0 OR _a.n >= ${most} OR coalesce(${high} - ${low} > ${longest}, FALSE)`;
    const next = state('_b.low', '_b.high', '_b.n', '_a.part + 1', 'list_append(_a.parts, _a.part + 1)');
    const same = state(low, high, '_a.n + 1', '_a.part', 'list_append(_a.parts, _a.part)');
    const begun = state('_p.last.low', '_p.last.high', '_p.last.n', '_p.last.part', nowhere);
    const rest = `list_reduce(_q.rows, lambda _a, _b: CASE WHEN ${ends} THEN ${next} ELSE ${same} END, ${begun})`;
    const piece = (last: string, before: string, rows: string): string =>
      `{'last': ${last}, 'before': ${before}, 'rows': ${rows}}`;
    const [before, unread] = ['CAST([] AS BIGINT[][])', `list_slice(_q.rows, 1, 0)`];
    const first = state(none, none, 'CAST(0 AS BIGINT)', 'CAST(-1 AS BIGINT)', nowhere);
    return {
      rows: `list(${state(time, time, 'CAST(1 AS BIGINT)', 'CAST(0 AS BIGINT)', nowhere)} ORDER BY ${order})`,
      cut: (rows, by) => {
        const all = `list(${piece(first, before, rows)} ORDER BY ${by})`;
        const start = piece(
          first,
          before,
          `CAST([] AS STRUCT(low DOUBLE, high DOUBLE, n BIGINT, part BIGINT, parts BIGINT[])[])`,
        );
        const whole = `list_reduce(${all}, lambda _p, _q: ${piece(rest, 'list_append(_p.before, _p.last.parts)', unread)}, ${start})`;
        return `list_transform([${whole}], lambda _p: flatten(list_append(_p.before, _p.last.parts)))[1]`;
      },
    };
  },
  edge: (which, value, _, over) => `${which}_value(${value} IGNORE NULLS)${over}`,
};
