import { AllNumeric } from '../../functions/aggregate/all-numeric.js';
import { argumentValues, eventItself } from '../../functions/aggregate/argument-values.js';
import { findAggregate } from '../../functions/aggregate/index.js';
import { sparkline } from '../../functions/aggregate/sparkline.js';
import type { Accumulator, AggregateFunction, AggregateOptions, GroupedAccumulator } from '../../functions/define.js';
import type { HeldRoom } from '../../functions/held-room.js';
import type { Aggregation } from '../../plan/nodes/aggregate.js';
import type { Event } from '../../values/event.js';
import { secondsOf } from '../../values/time/bin-widths.js';
import { binStart, type TimeSpan, timeSpanOf } from '../../values/time/span.js';
import { zoneOffset } from '../../values/time/zone.js';
import type { Value } from '../../values/value.js';
import type { ExecContext } from '../context.js';

/** What an aggregation is about: a field, or what is made of an event. */
export type ColumnArgument = string | ((event: Event, context: ExecContext) => Value);

/** One aggregation over one field or expression, ready to make the state of a group. */
export interface AggregationColumn {
  readonly as: string;
  /** Undefined: it looks at events as such. */
  readonly argument: ColumnArgument | undefined;
  create(context: ExecContext, room: HeldRoom): Accumulator;
  add(accumulator: Accumulator, event: Event, time: number | null, context: ExecContext): void;
  /** The same for all groups at once. */
  createGrouped(context: ExecContext, room: HeldRoom): GroupedColumn;
}

/** One aggregation over all groups of a command. */
export interface GroupedColumn {
  /** `value`: the argument in an event of the group; 1 where there is none. `weight`: how many events have it, each of them. */
  add(group: number, value: Value, time: number | null, weight: number): void;
  /** Null for a group that no event was added to, as far as the function has nothing to say about it. */
  result(group: number): Value;
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

/** Makes an aggregation ready. */
export function aggregationColumn(
  aggregation: Aggregation,
  as: string,
  argument: ColumnArgument | undefined,
  settings: AggregationSettings,
): AggregationColumn {
  const definition = definitionOf(aggregation);
  const { parameter } = aggregation;
  const numbersOnly = settings.allNumeric && definition.numbersOnly === true;
  return {
    as,
    argument,
    create(context, room) {
      if (aggregation.sparkline !== undefined)
        return sparkline.create(context, room, undefined, sparklineBins(aggregation, context));
      const options: AggregateOptions = {
        ...(settings.spanSeconds === undefined ? {} : { spanSeconds: settings.spanSeconds }),
        ...(aggregation.asRead === undefined ? {} : { asRead: true }),
      };
      const accumulator = definition.create(context, room, parameter, options);
      return numbersOnly ? new AllNumeric(accumulator) : accumulator;
    },
    add(accumulator, event, time, context) {
      if (argument === undefined) accumulator.add(eventItself, time);
      else {
        const value = typeof argument === 'string' ? event.get(argument) : argument(event, context);
        accumulator.add(argumentValues(value), time);
      }
    },
    createGrouped(context, room) {
      const plain = aggregation.sparkline === undefined && parameter === undefined && !numbersOnly;
      const grouped = plain ? definition.createGrouped?.(room) : undefined;
      return grouped === undefined ? new SingleStates(() => this.create(context, room)) : new ValueStates(grouped);
    },
  };
}

/** A state for each group by itself. */
class SingleStates implements GroupedColumn {
  readonly #create: () => Accumulator;
  readonly #states: (Accumulator | undefined)[] = [];

  constructor(create: () => Accumulator) {
    this.#create = create;
  }

  add(group: number, value: Value, time: number | null, weight: number): void {
    while (group >= this.#states.length) this.#states.push(undefined);
    this.#states[group] ??= this.#create();
    const values = argumentValues(value);
    for (let count = 0; count < weight; count++) this.#states[group]!.add(values, time);
  }

  result(group: number): Value {
    return (this.#states[group] ?? this.#create()).result();
  }
}

/** States of all groups together, which are given one value after the other: no list is made of them (`argumentValues`). */
class ValueStates implements GroupedColumn {
  readonly #states: GroupedAccumulator;

  constructor(states: GroupedAccumulator) {
    this.#states = states;
  }

  add(group: number, value: Value, _time: number | null, weight: number): void {
    if (typeof value === 'string' || typeof value === 'number') this.#states.add(group, value, weight);
    else if (value !== null) for (const each of argumentValues(value)) this.#states.add(group, each, weight);
  }

  result(group: number): Value {
    return this.#states.result(group);
  }
}
