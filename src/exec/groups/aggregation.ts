import { aggregates } from '../../functions/aggregate/index.js';
import type { CompiledExpression } from '../../functions/context.js';
import type { Accumulator } from '../../functions/define.js';
import type { HeldRoom } from '../../functions/held-room.js';
import type { Aggregation } from '../../plan/nodes/aggregate.js';
import { toNumber } from '../../values/coerce.js';
import type { Event } from '../../values/event.js';
import { compileFieldPattern } from '../../values/field-pattern.js';
import type { Value } from '../../values/value.js';
import { fillWildcard, hasWildcard, wildcardCaptures } from '../../values/wildcard.js';
import type { ExecContext } from '../context.js';
import { LimitedRoom } from '../held-room.js';
import type { OperatorCompiler } from '../operator.js';
import { type AggregationColumn, type AggregationSettings, aggregationColumn } from './aggregation-column.js';

/** Whether an aggregation looks at the time of the events. */
export function looksAtTime({ function: name, sparkline }: Aggregation): boolean {
  return sparkline !== undefined || aggregates.get(name)?.order === 'times';
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
        fixed.push(aggregationColumn(aggregation, aggregation.as, undefined, settings));
      } else if (argument.kind === 'field') {
        fixed.push(aggregationColumn(aggregation, aggregation.as, argument.name, settings));
      } else {
        const evaluate: CompiledExpression = compiler.expression(argument.expression);
        fixed.push(aggregationColumn(aggregation, aggregation.as, evaluate, settings));
      }
    }
    this.fixed = fixed;
    this.#patterns = patterns;
    this.usesTime = aggregations.some(looksAtTime);
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
        made.push(aggregationColumn(aggregation, as, field, this.#settings));
      }
      columns = made;
      this.#fromPatterns.set(field, columns);
    }
    return columns;
  }
}

/** What a state of its own for one field of one group counts among the values that are held. */
export const sizeOfState = 2;

/** The room for all groups of a command. */
export function aggregationRoom(context: ExecContext): HeldRoom {
  return new LimitedRoom(context, 'The values of an aggregation');
}

/** The running state of one group. */
export class GroupState {
  readonly set: AggregationSet;
  readonly #context: ExecContext;
  readonly #room: HeldRoom;
  readonly #fixed: Accumulator[];
  #dynamic: Map<AggregationColumn, Accumulator> | undefined;

  /** `room`: what all groups of the command may hold together ({@link aggregationRoom}). */
  constructor(set: AggregationSet, context: ExecContext, room: HeldRoom) {
    this.set = set;
    this.#context = context;
    this.#room = room;
    this.#fixed = set.fixed.map((each) => each.create(context, room));
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
          if (!this.#room.take(sizeOfState)) continue;
          accumulator = each.create(this.#context, this.#room);
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
