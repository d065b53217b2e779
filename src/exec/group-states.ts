import type { Accumulator } from '../functions/define.js';
import { toNumber } from '../values/coerce.js';
import type { Event } from '../values/event.js';
import type { Value } from '../values/value.js';
import type { AggregationSet } from './aggregation.js';
import type { AggregationColumn, GroupedColumn } from './aggregation-column.js';
import type { ExecContext } from './context.js';

/** The running states of all groups of a command, by number. A group may be numbered before any event is added to it. */
export class GroupStates {
  readonly #set: AggregationSet;
  readonly #context: ExecContext;
  readonly #fixed: readonly GroupedColumn[];
  /** Of columns that patterns make: only the groups that have the field. */
  readonly #dynamic = new Map<AggregationColumn, Map<number, Accumulator>>();

  constructor(set: AggregationSet, context: ExecContext) {
    this.#set = set;
    this.#context = context;
    this.#fixed = set.fixed.map((each) => each.createGrouped(context));
  }

  add(group: number, event: Event): void {
    const time = this.#set.usesTime ? toNumber(event.get('_time')) : null;
    for (const column of this.#fixed) column.add(group, event, time);
    if (!this.#set.hasPatterns) return;
    for (const field of event.fieldNames()) {
      for (const column of this.#set.columnsOf(field))
        column.add(this.#dynamicState(column, group), event, time, this.#context);
    }
  }

  #dynamicState(column: AggregationColumn, group: number): Accumulator {
    let states = this.#dynamic.get(column);
    if (states === undefined) {
      states = new Map();
      this.#dynamic.set(column, states);
    }
    let state = states.get(group);
    if (state === undefined) {
      state = column.create(this.#context);
      states.set(group, state);
    }
    return state;
  }

  /** The result of a group so far in one of the columns that all groups have. */
  result(group: number, column: number): Value {
    return this.#fixed[column]!.result(group);
  }

  /** Writes the results of a group so far into a row, as the columns they are; says whether there is any. */
  write(group: number, row: Event): boolean {
    const { fixed } = this.#set;
    let any = false;
    for (let i = 0; i < fixed.length; i++) {
      const result = this.#fixed[i]!.result(group);
      if (result === null) continue;
      row.set(fixed[i]!.as, result);
      any = true;
    }
    if (this.#dynamic.size === 0) return any;
    const found: [string, Value][] = [];
    for (const [column, states] of this.#dynamic) {
      const state = states.get(group);
      if (state !== undefined) found.push([column.as, state.result()]);
    }
    for (const [name, value] of found.sort(([a], [b]) => (a < b ? -1 : 1))) {
      if (value === null) continue;
      row.set(name, value);
      any = true;
    }
    return any;
  }
}
