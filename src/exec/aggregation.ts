import { AllNumeric } from '../functions/aggregate/all-numeric.js';
import { argumentValues, eventItself } from '../functions/aggregate/argument-values.js';
import { findAggregate } from '../functions/aggregate/index.js';
import { sparkline } from '../functions/aggregate/sparkline.js';
import type { CompiledExpression } from '../functions/context.js';
import type { Accumulator, AggregateFunction, AggregateOptions } from '../functions/define.js';
import type { Aggregation } from '../plan/nodes/set.js';
import { toNumber } from '../values/coerce.js';
import type { Event } from '../values/event.js';
import { binStart, type TimeSpan, timeSpanOf } from '../values/time-span.js';
import { zoneOffset } from '../values/time-zone.js';
import type { Value } from '../values/value.js';
import { fillWildcard, hasWildcard, wildcardCaptures } from '../values/wildcard.js';
import { secondsOf } from './bin-widths.js';
import type { ExecContext } from './context.js';
import { compileFieldPattern } from './field-patterns.js';
import type { OperatorCompiler } from './operator.js';

/** One aggregation over one field or expression, ready to make the state of a group. */
export interface AggregationColumn {
  readonly as: string;
  create(context: ExecContext): Accumulator;
  add(accumulator: Accumulator, event: Event, time: number | null, context: ExecContext): void;
  /** Whether the row counts as having something even when this is the only column (count and dc). */
  readonly neverNull: boolean;
}

export interface AggregationSettings {
  readonly allNumeric: boolean;
  readonly spanSeconds?: number;
}

function definitionOf(aggregation: Aggregation): AggregateFunction {
  const found = findAggregate(
    aggregation.parameter === undefined ? aggregation.function : `${aggregation.function}${aggregation.parameter}`,
  );
  if (found === undefined)
    throw new Error(`The aggregation ${aggregation.function} passed the check but is not registered.`);
  return found.definition;
}

/** Functions whose result depends on the time of the events. */
const timed: ReadonlySet<string> = new Set([
  'earliest',
  'latest',
  'earliest_time',
  'latest_time',
  'rate',
  'rate_avg',
  'rate_sum',
]);

/** Default spans of a sparkline without one: the smallest that needs at most 100 bins (spl-commands 4.4). */
const niceSeconds = [1, 5, 10, 30, 60, 300, 600, 1800, 3600, 86_400];

function sparklineBins(aggregation: Aggregation, context: ExecContext): AggregateOptions {
  const given = aggregation.sparkline?.span === undefined ? null : timeSpanOf(aggregation.sparkline.span);
  const { earliest, latest } = context.range;
  const length = Number.isFinite(earliest) && Number.isFinite(latest) ? latest - earliest : 3600;
  const seconds = niceSeconds.find((each) => length / each <= 100) ?? 86_400;
  const span: TimeSpan = given ?? { kind: 'elapsed', micros: seconds * 1e6 };
  const width = secondsOf(span);
  const calendar = width > 86_400 || span.kind !== 'elapsed';
  const binOf = (time: number): number => {
    const start = binStart(time, span, context.timeZone);
    // Calendar bins begin at local midnight; months are numbered by their mean length, which keeps them apart.
    return Math.round((start + (calendar ? zoneOffset(Math.floor(start), context.timeZone) : 0)) / width);
  };
  const bounded = Number.isFinite(earliest) && Number.isFinite(latest) && earliest > 0 && latest > earliest;
  const range = bounded ? { first: binOf(earliest), last: binOf(latest - 1e-6) } : undefined;
  return { bins: { binOf, ...(range === undefined ? {} : { range }) }, inner: definitionOf(aggregation) };
}

function column(
  aggregation: Aggregation,
  as: string,
  read: ((event: Event, context: ExecContext) => Value) | undefined,
  settings: AggregationSettings,
): AggregationColumn {
  const definition = definitionOf(aggregation);
  const { parameter } = aggregation;
  const numbersOnly = settings.allNumeric && definition.numbersOnly === true;
  return {
    as,
    neverNull: definition.name === 'count' || definition.name === 'dc',
    create(context) {
      if (aggregation.sparkline !== undefined)
        return sparkline.create(context, undefined, sparklineBins(aggregation, context));
      const options = settings.spanSeconds === undefined ? undefined : { spanSeconds: settings.spanSeconds };
      const accumulator = definition.create(context, parameter, options);
      return numbersOnly ? new AllNumeric(accumulator) : accumulator;
    },
    add(accumulator, event, time, context) {
      if (read === undefined) accumulator.add(eventItself, time);
      else accumulator.add(argumentValues(read(event, context)), time);
    },
  };
}

/**
 * The aggregations of a command made ready. Patterns such as `values(*)` become columns when a field that fits is first
 * seen; explicit columns win over them (spl-commands 3.1).
 */
export class AggregationSet {
  /** Columns known before any row. */
  readonly fixed: readonly AggregationColumn[];
  /** Whether any of the functions looks at `_time`, which may have to be extracted. */
  readonly usesTime: boolean;
  readonly #patterns: readonly { aggregation: Aggregation; fits: (field: string) => boolean }[];
  readonly #settings: AggregationSettings;
  readonly #excluded: ReadonlySet<string>;
  readonly #fromPatterns = new Map<string, readonly AggregationColumn[]>();
  readonly #taken: Set<string>;

  constructor(
    aggregations: readonly Aggregation[],
    compiler: OperatorCompiler,
    settings: AggregationSettings,
    by: readonly string[] = [],
  ) {
    this.#settings = settings;
    this.#excluded = new Set(by);
    const fixed: AggregationColumn[] = [];
    const patterns: { aggregation: Aggregation; fits: (field: string) => boolean }[] = [];
    for (const aggregation of aggregations) {
      const { argument } = aggregation;
      if (argument.kind === 'field' && hasWildcard(argument.name)) {
        patterns.push({ aggregation, fits: compileFieldPattern(argument.name) });
      } else if (argument.kind === 'none') {
        fixed.push(column(aggregation, aggregation.as, undefined, settings));
      } else if (argument.kind === 'field') {
        const { name } = argument;
        fixed.push(column(aggregation, aggregation.as, (event) => event.get(name), settings));
      } else {
        const evaluate: CompiledExpression = compiler.expression(argument.expression);
        fixed.push(column(aggregation, aggregation.as, evaluate, settings));
      }
    }
    this.fixed = fixed;
    this.#patterns = patterns;
    this.usesTime = aggregations.some((each) => each.sparkline !== undefined || timed.has(each.function));
    this.#taken = new Set([...fixed.map((each) => each.as), ...by]);
  }

  get hasPatterns(): boolean {
    return this.#patterns.length > 0;
  }

  /** The columns that patterns make of a field; the same list each time it is asked for. */
  columnsOf(field: string): readonly AggregationColumn[] {
    let columns = this.#fromPatterns.get(field);
    if (columns === undefined) {
      const made: AggregationColumn[] = [];
      for (const { aggregation, fits } of this.#patterns) {
        if (this.#excluded.has(field) || !fits(field)) continue;
        const captures = wildcardCaptures((aggregation.argument as { name: string }).name, field) ?? [];
        const as = aggregation.named
          ? fillWildcard(aggregation.as, captures)
          : `${aggregation.as.slice(0, aggregation.as.indexOf('('))}(${field})`;
        if (this.#taken.has(as)) continue;
        this.#taken.add(as);
        made.push(column(aggregation, as, (event) => event.get(field), this.#settings));
      }
      columns = made;
      this.#fromPatterns.set(field, columns);
    }
    return columns;
  }
}

/** The running state of one group. */
export class GroupState {
  readonly set: AggregationSet;
  readonly #context: ExecContext;
  readonly #fixed: Accumulator[];
  #dynamic: Map<AggregationColumn, Accumulator> | undefined;

  constructor(set: AggregationSet, context: ExecContext) {
    this.set = set;
    this.#context = context;
    this.#fixed = set.fixed.map((each) => each.create(context));
  }

  add(event: Event): void {
    const time = this.set.usesTime ? toNumber(event.get('_time')) : null;
    const { fixed } = this.set;
    for (let i = 0; i < fixed.length; i++) fixed[i]!.add(this.#fixed[i]!, event, time, this.#context);
    if (!this.set.hasPatterns) return;
    this.#dynamic ??= new Map();
    for (const field of event.fieldNames()) {
      for (const each of this.set.columnsOf(field)) {
        let accumulator = this.#dynamic.get(each);
        if (accumulator === undefined) {
          accumulator = each.create(this.#context);
          this.#dynamic.set(each, accumulator);
        }
        each.add(accumulator, event, time, this.#context);
      }
    }
  }

  /** Takes in the state of a group of the same set that has seen later rows; the other is not used again. */
  merge(other: GroupState): void {
    for (let i = 0; i < this.#fixed.length; i++) this.#fixed[i]!.merge?.(other.#fixed[i]!);
    for (const [each, accumulator] of other.#dynamic ?? []) {
      this.#dynamic ??= new Map();
      const own = this.#dynamic.get(each);
      if (own === undefined) this.#dynamic.set(each, accumulator);
      else own.merge?.(accumulator);
    }
  }

  /** The columns with their results so far; null where there is none. */
  *results(): Generator<readonly [string, Value]> {
    const { fixed } = this.set;
    for (let i = 0; i < fixed.length; i++) yield [fixed[i]!.as, this.#fixed[i]!.result()];
    if (this.#dynamic === undefined) return;
    const found = [...this.#dynamic].sort(([a], [b]) => (a.as < b.as ? -1 : 1));
    for (const [each, accumulator] of found) yield [each.as, accumulator.result()];
  }
}
