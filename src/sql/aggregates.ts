import { aggregates } from '../functions/aggregate/index.js';
import type { Aggregation } from '../plan/nodes/set.js';
import { fillWildcard, hasWildcard, wildcardCaptures } from '../values/wildcard.js';
import type { Emitter } from './emitter.js';
import { unsupported } from './refusal.js';
import { fieldOf, type Relation } from './relation.js';
import { scopeOf } from './scope.js';
import type { SqlValue } from './value.js';

export interface AggregateColumn {
  readonly as: string;
  readonly value: SqlValue;
  /** Whether it has a value for no rows at all. */
  readonly neverNull: boolean;
}

/** What the templates of aggregations get. */
interface Aggregating {
  readonly cx: Emitter;
  readonly relation: Relation;
  readonly aggregation: Aggregation;
  /** The argument; undefined: the row itself. */
  readonly value: SqlValue | undefined;
  /** Behind each aggregate call: a window, or nothing. */
  readonly over: string;
}

type AggregateTemplate = ((call: Aggregating) => SqlValue) | { readonly unsupported: string };

const number = (sql: string): SqlValue => ({ sql, type: 'number' });
const text = (sql: string): SqlValue => ({ sql, type: 'text' });
const list = (sql: string): SqlValue => ({ sql, type: 'list' });

/** All values of the group in one list, in the order of the rows. */
function gathered({ cx, value, over }: Aggregating, ordered: boolean): string {
  const order = ordered && over === '' ? ` ORDER BY ${cx.dialect.name('#')}` : '';
  if (value === undefined) return unsupported('an aggregation without a field');
  return `flatten(list(${cx.convert.list(value)}${order}) FILTER (WHERE ${value.sql} IS NOT NULL)${over})`;
}

/** An aggregation of numbers, by the engine's own function of that name. */
const numeric =
  (name: string, extra: (call: Aggregating) => string = () => ''): AggregateTemplate =>
  (call) => {
    const { value, over, cx } = call;
    if (value === undefined || value.type === 'null') return number(`CAST(NULL AS ${cx.dialect.types.number})`);
    if (value.type !== 'list') return number(`${name}(${cx.convert.number(value)}${extra(call)})${over}`);
    if (over !== '') return unsupported(`${name} of a multivalue over a window`);
    return number(`list_aggregate(flatten(list(spl_numbers(${value.sql}))), '${name}'${extra(call)})`);
  };

/** Of a single value the spread is 0, not null. */
const sample =
  (name: string): AggregateTemplate =>
  (call) => {
    const [spread, any] = [numeric(name), numeric('max')].map(
      (each) => (each as (call: Aggregating) => SqlValue)(call).sql,
    );
    return number(`coalesce(${spread}, ${any} * 0)`);
  };

const percentile: AggregateTemplate = (call) => {
  if (call.cx.schema.semantics.percentile !== 'interpolated') return unsupported('percentiles by the nearest rank');
  const at = call.aggregation.function === 'median' ? 50 : (call.aggregation.parameter ?? 50);
  return (numeric('quantile_cont', () => `, ${at / 100}`) as (call: Aggregating) => SqlValue)(call);
};

const extreme =
  (end: 'min' | 'max'): AggregateTemplate =>
  (call) => {
    const { value, over } = call;
    if (value?.type === 'number') return number(`${end}(${value.sql})${over}`);
    const least = end === 'min' ? 'spl_least' : 'spl_greatest';
    if (value?.type !== 'text') return text(`${least}(${gathered(call, true)})`);
    // Numbers come before texts: of both kinds the least is a number, the greatest a text.
    const { sql } = value;
    const n = `spl_num(${sql})`;
    if (end === 'min') return text(`coalesce(arg_min(${sql}, ${n})${over}, min(${sql})${over})`);
    return text(`coalesce(max(${sql}) FILTER (WHERE ${n} IS NULL)${over}, arg_max(${sql}, ${n})${over})`);
  };

/** The value of one row of the group, chosen by an order. */
const edge =
  (which: 'first' | 'last' | 'earliest' | 'latest'): AggregateTemplate =>
  (call) => {
    const { value, cx, relation, over } = call;
    if (value === undefined || over !== '') return unsupported(`${which}() over a window`);
    if (value.type === 'null') return text(`CAST(NULL AS ${cx.dialect.types.text})`);
    const end = which === 'first' || which === 'latest' ? '1' : '-1';
    const one: SqlValue = value.type === 'list' ? text(`${value.sql}[${end}]`) : value;
    const position = cx.dialect.name('#');
    const time = fieldOf(relation, '_time', cx.dialect);
    const times =
      time.type === 'null' ? '' : `${cx.convert.number(time)} ${which === 'latest' ? 'DESC' : 'ASC'} NULLS LAST, `;
    const order =
      which === 'first'
        ? position
        : which === 'last'
          ? `${position} DESC`
          : which === 'latest'
            ? `${times}${position}`
            : `${times}${position} DESC`;
    const sql = `first(${one.sql} ORDER BY ${order}) FILTER (WHERE ${value.sql} IS NOT NULL)`;
    return { sql, type: one.type };
  };

const timeAt =
  (end: 'min' | 'max'): AggregateTemplate =>
  ({ cx, relation, value, over }) => {
    const time = cx.convert.number(fieldOf(relation, '_time', cx.dialect));
    const filter = value === undefined ? '' : ` FILTER (WHERE ${value.sql} IS NOT NULL)`;
    return number(`${end}(${time})${filter}${over}`);
  };

const distinct: AggregateTemplate = (call) => {
  const { value, cx, over } = call;
  if (value === undefined || value.type === 'null') return number('CAST(0 AS DOUBLE)');
  if (value.type !== 'list') return number(`CAST(count(DISTINCT ${cx.convert.text(value)})${over} AS DOUBLE)`);
  return number(`CAST(coalesce(spl_distinct(${gathered(call, false)}), 0) AS DOUBLE)`);
};

const missing = (reason: string): AggregateTemplate => ({ unsupported: reason });

/** The answer of every aggregation, by its own name. */
export const aggregateTemplates: Readonly<Record<string, AggregateTemplate>> = {
  count: ({ value, over }) => {
    if (value === undefined) return number(`CAST(count(*)${over} AS DOUBLE)`);
    if (value.type === 'null') return number('CAST(0 AS DOUBLE)');
    if (value.type === 'list') return number(`CAST(coalesce(sum(len(${value.sql}))${over}, 0) AS DOUBLE)`);
    return number(`CAST(count(${value.sql})${over} AS DOUBLE)`);
  },
  dc: distinct,
  estdc: (call) => {
    call.cx.caveat('estdc() counts exactly instead of estimating', call.aggregation.span);
    return (distinct as (call: Aggregating) => SqlValue)(call);
  },
  estdc_error: missing('the error of an estimate'),
  sum: numeric('sum'),
  sumsq: (call) => {
    const { value, cx } = call;
    if (value === undefined || value.type === 'list')
      return unsupported('sumsq() of a multivalue', call.aggregation.span);
    return number(`sum(${cx.convert.number(value)} * ${cx.convert.number(value)})${call.over}`);
  },
  avg: numeric('avg'),
  min: extreme('min'),
  max: extreme('max'),
  range: (call) => {
    const [high, low] = [numeric('max'), numeric('min')].map(
      (each) => (each as (call: Aggregating) => SqlValue)(call).sql,
    );
    return number(`(${high} - ${low})`);
  },
  stdev: sample('stddev_samp'),
  var: sample('var_samp'),
  stdevp: numeric('stddev_pop'),
  varp: numeric('var_pop'),
  median: percentile,
  mode: (call) => {
    call.cx.caveat('of several most frequent values mode() may give another', call.aggregation.span);
    if (call.over !== '') return unsupported('mode() over a window', call.aggregation.span);
    return text(`list_aggregate(${gathered(call, false)}, 'mode')`);
  },
  perc: percentile,
  exactperc: percentile,
  upperperc: percentile,
  first: edge('first'),
  last: edge('last'),
  earliest: edge('earliest'),
  latest: edge('latest'),
  earliest_time: timeAt('min'),
  latest_time: timeAt('max'),
  rate: missing('rate()'),
  list: (call) => list(`spl_mv(list_slice(${gathered(call, true)}, 1, ${call.cx.schema.limits.listValues}))`),
  values: (call) => {
    const { value, cx, over } = call;
    if (value?.type === 'list' || over !== '') return list(`spl_values(${gathered(call, false)})`);
    if (value === undefined || value.type === 'null') return list(`CAST(NULL AS ${cx.dialect.types.list})`);
    return list(`list_sort(list(DISTINCT ${cx.convert.text(value)}) FILTER (WHERE ${value.sql} IS NOT NULL))`);
  },
  per_second: missing('per_second()'),
  per_minute: missing('per_minute()'),
  per_hour: missing('per_hour()'),
  per_day: missing('per_day()'),
  rate_avg: missing('rate_avg()'),
  rate_sum: missing('rate_sum()'),
  sparkline: missing('sparkline()'),
};

const known = new Map(Object.entries(aggregateTemplates));

/** The answer for an aggregation under any of its names. */
export function aggregateTemplateOf(name: string): AggregateTemplate {
  return known.get(aggregates.get(name)?.name ?? name) ?? missing(`${name}() has no equal in SQL`);
}

/** The columns that the aggregations of a command give; patterns stand for the fields they fit. */
export function emitAggregations(
  list: readonly Aggregation[],
  relation: Relation,
  by: readonly string[],
  over: string,
  cx: Emitter,
): AggregateColumn[] {
  const columns: AggregateColumn[] = [];
  const taken = new Set(
    list.filter(({ argument }) => argument.kind !== 'field' || !hasWildcard(argument.name)).map(({ as }) => as),
  );
  for (const aggregation of list) {
    const { argument } = aggregation;
    if (argument.kind === 'field' && hasWildcard(argument.name)) {
      if (relation.open) unsupported(`the fields that ${argument.name} fits are not known`, aggregation.span);
      for (const field of relation.columns.keys()) {
        if (by.includes(field) || (field.startsWith('_') && !argument.name.startsWith('_'))) continue;
        const captures = wildcardCaptures(argument.name, field);
        if (captures === null) continue;
        const as = hasWildcard(aggregation.as) ? fillWildcard(aggregation.as, captures) : aggregation.as;
        if (taken.has(as)) continue;
        taken.add(as);
        columns.push(column(aggregation, as, fieldOf(relation, field, cx.dialect), relation, over, cx));
      }
      continue;
    }
    const value =
      argument.kind === 'none'
        ? undefined
        : argument.kind === 'field'
          ? fieldOf(relation, argument.name, cx.dialect)
          : cx.value(argument.expression, scopeOf(relation));
    columns.push(column(aggregation, aggregation.as, value, relation, over, cx));
  }
  return columns;
}

function column(
  aggregation: Aggregation,
  as: string,
  given: SqlValue | undefined,
  relation: Relation,
  over: string,
  cx: Emitter,
): AggregateColumn {
  if (aggregation.sparkline !== undefined) unsupported('sparkline()', aggregation.span);
  const template = aggregateTemplateOf(aggregation.function);
  if (typeof template !== 'function')
    return unsupported(`${template.unsupported} has no equal in SQL`, aggregation.span);
  // A condition counts as 1 where it holds and as nothing elsewhere (spl-commands 3.1).
  const value =
    given?.type === 'boolean'
      ? ({ sql: `CASE WHEN ${given.sql} THEN 1.0::DOUBLE END`, type: 'number' } as const)
      : given;
  const name = aggregates.get(aggregation.function)?.name;
  return {
    as,
    value: template({ cx, relation, aggregation, value, over }),
    neverNull: name === 'count' || name === 'dc',
  };
}
