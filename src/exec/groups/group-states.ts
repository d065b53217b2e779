import type { Accumulator } from '../../functions/define.js';
import type { HeldRoom } from '../../functions/held-room.js';
import { toNumber } from '../../values/coerce.js';
import type { Event } from '../../values/event.js';
import type { Value } from '../../values/value.js';
import type { ExecContext } from '../context.js';
import { type AggregationSet, aggregationRoom, sizeOfState } from './aggregation.js';
import type { AggregationColumn, ColumnArgument, GroupedColumn } from './aggregation-column.js';
import type { GroupKeyValues } from './group-keys.js';

const none: readonly (readonly [string, Value])[] = [];

/** The running states of all groups of a command, by number. A group may be numbered before any event is added to it. */
export class GroupStates {
  readonly #set: AggregationSet;
  readonly #context: ExecContext;
  readonly #room: HeldRoom;
  readonly #fixed: readonly GroupedColumn[];
  /** The fields that the fixed columns are about, each once. */
  readonly #fields: readonly string[];
  /** Where each of them stands in a key, or -1. */
  readonly #places: readonly number[];
  /** What a fixed column is about that is no field, and the number of its value. */
  readonly #made: readonly { readonly at: number; readonly argument: Exclude<ColumnArgument, string> }[];
  /** The number of the value that a fixed column is about, or -1. */
  readonly #arguments: readonly number[];
  /** Of the event that was read last: those of the fields, then the others. */
  readonly #values: Value[];
  #event: Event | undefined;
  #time: number | null = null;
  #weight = 1;
  /** Of columns that patterns make: only the groups that have the field. */
  readonly #dynamic = new Map<AggregationColumn, Map<number, Accumulator>>();

  /** `copied`: the fields whose values are those of a key, in its order; undefined in the place of others. */
  constructor(set: AggregationSet, context: ExecContext, copied: readonly (string | undefined)[] = []) {
    this.#set = set;
    this.#context = context;
    const room = aggregationRoom(context);
    this.#room = room;
    this.#fixed = set.fixed.map((each) => each.createGrouped(context, room));
    const fields = new Set(set.fixed.flatMap(({ argument }) => (typeof argument === 'string' ? argument : [])));
    this.#fields = [...fields];
    this.#places = this.#fields.map((field) => copied.indexOf(field));
    const made: { at: number; argument: Exclude<ColumnArgument, string> }[] = [];
    this.#arguments = set.fixed.map(({ argument }) => {
      if (typeof argument !== 'function') return argument === undefined ? -1 : this.#fields.indexOf(argument);
      return made.push({ at: fields.size + made.length, argument }) - 1 + fields.size;
    });
    this.#made = made;
    this.#values = new Array<Value>(fields.size + made.length).fill(null);
  }

  /** Reads what the columns are about in an event, for the groups it is then added to. `key`: that of the event where it has no other. */
  read(event: Event, key?: GroupKeyValues): void {
    this.#event = event;
    this.#weight = event.weight;
    this.#time = this.#set.usesTime ? toNumber(event.get('_time')) : null;
    const values = this.#values;
    for (let at = 0; at < this.#fields.length; at++) {
      const place = key === undefined ? -1 : this.#places[at]!;
      values[at] = place === -1 ? event.get(this.#fields[at]!) : key![place]!;
    }
    for (const { at, argument } of this.#made) values[at] = argument(event, this.#context);
  }

  /** Adds the event that was read last to a group. */
  add(group: number): void {
    const time = this.#time;
    const weight = this.#weight;
    for (let at = 0; at < this.#fixed.length; at++) {
      const number = this.#arguments[at]!;
      this.#fixed[at]!.add(group, number === -1 ? 1 : this.#values[number]!, time, weight);
    }
    if (!this.#set.hasPatterns) return;
    const event = this.#event!;
    for (const field of event.fieldNames()) {
      for (const column of this.#set.columnsOf(field)) this.#addTo(column, group, event, time);
    }
  }

  #addTo(column: AggregationColumn, group: number, event: Event, time: number | null): void {
    let states = this.#dynamic.get(column);
    if (states === undefined) {
      states = new Map();
      this.#dynamic.set(column, states);
    }
    let state = states.get(group);
    if (state === undefined) {
      if (!this.#room.take(sizeOfState)) return;
      state = column.create(this.#context, this.#room);
      states.set(group, state);
    }
    column.add(state, event, time, this.#context);
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
    for (const [name, value] of this.patternResults(group)) {
      if (value === null) continue;
      row.set(name, value);
      any = true;
    }
    return any;
  }

  /** The columns that patterns make of the fields of a group, in the order of their names, with the results so far. */
  patternResults(group: number): readonly (readonly [string, Value])[] {
    if (this.#dynamic.size === 0) return none;
    const found: [string, Value][] = [];
    for (const [column, states] of this.#dynamic) {
      const state = states.get(group);
      if (state !== undefined) found.push([column.as, state.result()]);
    }
    return found.sort(([a], [b]) => (a < b ? -1 : 1));
  }
}
