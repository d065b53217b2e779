import { aggregates } from '../functions/aggregate/index.js';
import type { Aggregation } from '../plan/nodes/aggregate.js';
import { fieldCaptures } from '../values/field-pattern.js';
import { fillWildcard, hasWildcard } from '../values/wildcard.js';
import type { NumericAggregate } from './dialect.js';
import type { Emitter } from './emitter.js';
import { unsupported } from './refusal.js';
import { fieldOf, type Relation } from './relation.js';
import { scopeOf } from './scope.js';
import type { SqlType, SqlValue } from './value.js';

/** The column of an aggregation. */
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
  if (value === undefined) return unsupported('an aggregation without a field');
  const order = ordered ? cx.dialect.name('#') : undefined;
  return cx.dialect.aggregates.gather(cx.convert.list(value), cx.convert.present(value), order, over);
}

/** An aggregation of numbers, by the engine's own function. */
const numeric =
  (name: NumericAggregate, parameter?: number): AggregateTemplate =>
  (call) => {
    const { value, over, cx } = call;
    const { aggregates, lists } = cx.dialect;
    if (value === undefined || value.type === 'null') return number(cx.dialect.nothing('number'));
    if (value.type !== 'list') return number(aggregates.numeric(name, cx.convert.number(value), over, parameter));
    return number(lists.aggregate(name, `spl_numbers(${gathered(call, false)})`, parameter));
  };

/** Of a single value the spread is 0, not null. */
const sample =
  (name: NumericAggregate): AggregateTemplate =>
  (call) => {
    const [spread, any] = [numeric(name), numeric('max')].map(
      (each) => (each as (call: Aggregating) => SqlValue)(call).sql,
    );
    return number(`coalesce(${spread}, CASE WHEN ${any} IS NOT NULL THEN ${call.cx.dialect.number(0)} END)`);
  };

const percentile: AggregateTemplate = (call) => {
  if (call.cx.schema.semantics.percentile !== 'interpolated') return unsupported('percentiles by the nearest rank');
  const at = call.aggregation.function === 'median' ? 50 : (call.aggregation.parameter ?? 50);
  return (numeric('quantile_cont', at / 100) as (call: Aggregating) => SqlValue)(call);
};

const extreme =
  (end: 'min' | 'max'): AggregateTemplate =>
  (call) => {
    const { value, over, cx } = call;
    const { aggregates } = cx.dialect;
    if (value?.type === 'number') return number(aggregates.numeric(end, value.sql, over));
    const least = end === 'min' ? 'spl_least' : 'spl_greatest';
    if (value?.type !== 'text') return text(`${least}(${gathered(call, true)})`);
    // Numbers come before texts: of both kinds the least is a number, the greatest a text.
    const { sql } = value;
    const n = `spl_num(${sql})`;
    const ofNumbers = aggregates.textAt(end, sql, n, over);
    return text(
      end === 'min'
        ? `coalesce(${ofNumbers}, ${aggregates.text('min', sql, undefined, over)})`
        : `coalesce(${aggregates.text('max', sql, `${n} IS NULL`, over)}, ${ofNumbers})`,
    );
  };

/** The value of one row of the group, chosen by an order. */
const edge =
  (which: 'first' | 'last' | 'earliest' | 'latest'): AggregateTemplate =>
  (call) => {
    const { value, cx, relation, over, aggregation } = call;
    if (value === undefined) return unsupported(`${which}() without a field`);
    if (value.type === 'null') return text(cx.dialect.nothing('text'));
    const end = which === 'first' || which === 'latest' ? '1' : '-1';
    if (over !== '') {
      if (which !== 'first' && which !== 'last') return unsupported(`${which}() over a window`);
      const type = value.type as SqlType;
      const found = cx.dialect.aggregates.edge(which, value.sql, type, over);
      return type === 'list' ? text(cx.dialect.lists.at(found, end)) : { sql: found, type };
    }
    const one: SqlValue = value.type === 'list' ? text(cx.dialect.lists.at(value.sql, end)) : value;
    const position = cx.dialect.name('#');
    const time = fieldOf(relation, '_time', cx.dialect);
    const timed = time.type !== 'null' && (which === 'latest' || which === 'earliest');
    const takesLater = (which === 'latest') === (aggregation.asRead === true);
    const lastFirst = which === 'last' || (which !== 'first' && takesLater);
    const order = [
      ...(timed ? [{ sql: cx.convert.number(time), descending: which === 'latest', nullable: true }] : []),
      { sql: position, descending: lastFirst, nullable: false },
    ];
    const type = one.type as SqlType;
    return { sql: cx.dialect.aggregates.first(one.sql, type, order, cx.convert.present(value)), type };
  };

const timeAt =
  (end: 'min' | 'max'): AggregateTemplate =>
  ({ cx, relation, value, over }) => {
    const time = cx.convert.number(fieldOf(relation, '_time', cx.dialect));
    const counted = value === undefined ? time : `CASE WHEN ${cx.convert.present(value)} THEN ${time} END`;
    return number(cx.dialect.aggregates.numeric(end, counted, over));
  };

const distinct: AggregateTemplate = (call) => {
  const { value, cx, over } = call;
  const { aggregates, functions } = cx.dialect;
  if (value === undefined || value.type === 'null') return number(cx.dialect.number(0));
  if (value.type !== 'list') return number(aggregates.distinct(cx.convert.text(value), over));
  return number(functions.double(`coalesce(spl_distinct(${gathered(call, false)}), 0)`));
};

const missing = (reason: string): AggregateTemplate => ({ unsupported: reason });

/** The answer of every aggregation, by its own name. */
export const aggregateTemplates: Readonly<Record<string, AggregateTemplate>> = {
  count: ({ value, over, cx }) => {
    const { aggregates, functions, lists } = cx.dialect;
    if (value === undefined) return number(aggregates.count('*', over));
    if (value.type === 'null') return number(cx.dialect.number(0));
    if (value.type === 'list')
      return number(`coalesce(${aggregates.numeric('sum', functions.double(lists.size(value.sql)), over)}, 0)`);
    return number(aggregates.count(value.sql, over));
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
    if (value === undefined) return unsupported('sumsq() without a field', call.aggregation.span);
    if (value.type === 'list')
      return number(cx.dialect.lists.aggregate('sum', `spl_squares(${gathered(call, false)})`));
    const n = cx.convert.number(value);
    return number(cx.dialect.aggregates.numeric('sum', `${n} * ${n}`, call.over));
  },
  avg: numeric('avg'),
  min: extreme('min'),
  max: extreme('max'),
  range: (call) => {
    const { cx } = call;
    const [high, low] = [numeric('max'), numeric('min')].map(
      (each) => (each as (call: Aggregating) => SqlValue)(call).sql,
    );
    // Of infinite numbers too.
    return number(`CASE WHEN ${high} = ${low} THEN ${cx.dialect.number(0)} ELSE ${high} - ${low} END`);
  },
  stdev: sample('stddev_samp'),
  var: sample('var_samp'),
  stdevp: numeric('stddev_pop'),
  varp: numeric('var_pop'),
  median: percentile,
  mode: (call) => {
    call.cx.caveat('of several most frequent values mode() may give another', call.aggregation.span);
    if (call.over !== '') return unsupported('mode() over a window', call.aggregation.span);
    return text(call.cx.dialect.aggregates.mode(gathered(call, false)));
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
  list: (call) => {
    const { lists } = call.cx.dialect;
    return list(lists.held(lists.slice(gathered(call, true), '1', String(call.cx.schema.limits.listValues))));
  },
  values: (call) => {
    const { value, cx, over } = call;
    if (value?.type === 'list' || over !== '') return list(`spl_values(${gathered(call, false)})`);
    if (value === undefined || value.type === 'null') return list(cx.dialect.nothing('list'));
    return list(cx.dialect.aggregates.sortedTexts(cx.convert.text(value)));
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
function aggregateTemplateOf(name: string): AggregateTemplate {
  return known.get(aggregates.get(name)?.name ?? name) ?? missing(`${name}() has no equal in SQL`);
}

/**
 * The columns that the aggregations of a command give; patterns stand for the fields they fit. `open` takes those patterns whose
 * fields are not all known.
 */
export function emitAggregations(
  list: readonly Aggregation[],
  relation: Relation,
  by: readonly string[],
  over: string,
  cx: Emitter,
  open?: Aggregation[],
): AggregateColumn[] {
  const columns: AggregateColumn[] = [];
  const taken = new Set(
    list.filter(({ argument }) => argument.kind !== 'field' || !hasWildcard(argument.name)).map(({ as }) => as),
  );
  for (const aggregation of list) {
    const { argument } = aggregation;
    if (argument.kind === 'field' && hasWildcard(argument.name)) {
      if (relation.open) {
        if (open === undefined || !hasWildcard(aggregation.as))
          unsupported(`the fields that ${argument.name} fits are not known`, aggregation.span);
        else open.push(aggregation);
      }
      for (const field of relation.metrics === true ? [] : relation.columns.keys()) {
        if (by.includes(field)) continue;
        const captures = fieldCaptures(argument.name, field);
        if (captures === null) continue;
        const as = hasWildcard(aggregation.as) ? fillWildcard(aggregation.as, captures) : aggregation.as;
        if (taken.has(as)) continue;
        taken.add(as);
        columns.push(ofPattern(column(aggregation, as, fieldOf(relation, field, cx.dialect), relation, over, cx)));
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

/** A pattern stands for the fields that a group has: of one without values there is no count. */
const ofPattern = ({ as, value, neverNull }: AggregateColumn): AggregateColumn =>
  neverNull ? { as, value: { ...value, sql: `nullif(${value.sql}, 0)` }, neverNull: false } : { as, value, neverNull };

/** What an aggregation gives for a field. */
export function aggregatedValue(aggregation: Aggregation, value: SqlValue, rows: Relation, cx: Emitter): SqlValue {
  return column(aggregation, aggregation.as, value, rows, '', cx).value;
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
      ? ({ sql: `CASE WHEN ${given.sql} THEN ${cx.dialect.number(1)} END`, type: 'number' } as const)
      : given;
  const name = aggregates.get(aggregation.function)?.name;
  return {
    as,
    value: template({ cx, relation, aggregation, value, over }),
    neverNull: name === 'count' || name === 'dc',
  };
}
