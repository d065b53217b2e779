import type { SqlAggregates } from '../../dialect.js';
import { aggregateName, finite } from './lists.js';

/** The second parts of pairs, in the order of their first. */
const inOrder = (pairs: string): string => `arrayMap(pair -> pair.2, arraySort(pair -> pair.1, ${pairs}))`;

export const aggregates: SqlAggregates = {
  numeric: (name, number, over, parameter) => finite(name, `${aggregateName(name, parameter)}(${number})${over}`),
  count: (argument, over) => `toFloat64(count(${argument})${over})`,
  distinct: (text, over) => `toFloat64(uniqExact(${text})${over})`,
  gather: (list, _, order, over) =>
    order === undefined || over !== ''
      ? `groupArrayArray(${list})${over}`
      : `arrayFlatten(${inOrder(`groupArray((${order}, ${list}))`)})`,
  texts: (text, order) =>
    inOrder(`groupArrayIf((tuple(${order.join(', ')}), assumeNotNull(${text})), isNotNull(${text}))`),
  sortedTexts: (text) => `arraySort(groupUniqArray(${text}))`,
  textAt: (end, text, number, over) => `${end === 'min' ? 'argMin' : 'argMax'}OrNull(${text}, ${number})${over}`,
  text: (end, text, condition, over) =>
    condition === undefined ? `${end}OrNull(${text})${over}` : `${end}OrNullIf(${text}, ${condition})${over}`,
  first: (value, type, order, condition) => {
    const keys = order.map(({ sql, descending, nullable }) => {
      const key = descending ? `-toFloat64(${sql})` : `toFloat64(${sql})`;
      return nullable ? `ifNull(${key}, inf)` : key;
    });
    const key = keys.length === 1 ? keys[0]! : `(${keys.join(', ')})`;
    return `argMin${type === 'list' ? '' : 'OrNull'}If(${value}, ${key}, ${condition})`;
  },
  mapOf: (key, list, condition) =>
    `mapFromArrays(groupArrayIf(assumeNotNull(${key}), ${condition}), groupArrayIf(${list}, ${condition}))`,
  maps: (map) => `groupArray(${map})`,
  mode: (list) =>
    `arrayElementOrNull(arraySort(item -> -countEqual(${list}, item), arraySort(arrayDistinct(${list}))), 1)`,
  some: (condition, over) => `max(${condition})${over}`,
  lastSeen: (value, type, order) =>
    type === 'list'
      ? `argMaxIf(${value}, ${order}, notEmpty(${value})) OVER (ORDER BY ${order} ROWS UNBOUNDED PRECEDING)`
      : `anyLast(${value}) OVER (ORDER BY ${order} ROWS UNBOUNDED PRECEDING)`,
  before: (value, distance, order, type, partition = []) =>
    `lagInFrame(${type === 'list' ? value : `toNullable(${value})`}, ${distance}) OVER (${partition.length === 0 ? '' : `PARTITION BY ${partition.join(', ')} `}ORDER BY ${order} ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING)`,
  parts: (time, order, longest, most) => {
    const [low, high] = ['least(_a.1, _b.1)', 'greatest(_a.2, _b.2)'];
    const ends = `_a.3 = 0 OR _a.3 >= ${most} OR ${high} - ${low} > ${longest}`;
    const next = '(_b.1, _b.2, toUInt64(1), toInt64(_a.4 + 1), arrayPushBack(_a.5, toInt64(_a.4 + 1)))';
    const same = `(${low}, ${high}, toUInt64(_a.3 + 1), _a.4, arrayPushBack(_a.5, _a.4))`;
    const nowhere = 'CAST([] AS Array(Int64))';
    const begun = `(_p.1.1, _p.1.2, _p.1.3, _p.1.4, ${nowhere})`;
    const rest = `arrayFold((_a, _b) -> if(${ends}, ${next}, ${same}), _q, ${begun})`;
    const first = `(CAST(inf AS Float64), CAST(-inf AS Float64), toUInt64(0), toInt64(-1), ${nowhere})`;
    return {
      // A row without a time has that of any other: it makes nothing longer.
      rows: inOrder(`groupArray((${order}, (ifNull(${time}, inf), ifNull(${time}, -inf))))`),
      cut: (rows, by) => {
        const pieces = inOrder(`groupArray((${by}, ${rows}))`);
        const whole = `arrayFold((_p, _q) -> (${rest}, arrayPushBack(_p.2, _p.1.5)), ${pieces}, (${first}, CAST([] AS Array(Array(Int64)))))`;
        return `arrayMap(_p -> arrayConcat(arrayFlatten(_p.2), _p.1.5), [${whole}])[1]`;
      },
    };
  },
  edge: (which, value, type, over) => {
    const name = which === 'first' ? 'any' : 'anyLast';
    return type === 'list' ? `${name}If(${value}, notEmpty(${value}))${over}` : `${name}OrNull(${value})${over}`;
  },
};
