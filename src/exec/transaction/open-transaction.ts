import { addText } from '../../functions/aggregate/grouped-texts.js';
import type { EvalContext } from '../../functions/context.js';
import type { HeldRoom } from '../../functions/held-room.js';
import type { NodeOf } from '../../plan/plan.js';
import { scalarText, toNumber } from '../../values/coerce.js';
import { compareText } from '../../values/compare.js';
import { Event } from '../../values/event.js';
import { roundSum } from '../../values/significant.js';
import { multivalue, type Scalar, type Value, valuesOf } from '../../values/value.js';
import { joinedTexts } from '../bounded-value.js';
import { LimitedRoom } from '../held-room.js';

/** The values of a listed field in one event. */
export interface FieldValues {
  readonly field: string;
  readonly texts: readonly string[];
}

/** Events that belong together, newest first. */
export class OpenTransaction {
  readonly events: Event[] = [];
  /** The values of the listed fields so far. */
  readonly values = new Map<string, Set<string>>();
  /** Began with an `endswith` event. */
  readonly hasEnd: boolean;
  hasStart = false;
  /** Ended by a bound or a `startswith` event. */
  closed = false;
  newest: number | null = null;
  oldest: number | null = null;
  /** Time of the event that came last. */
  lastTime: number | null = null;
  /** How many texts `values` has. */
  texts = 0;
  #fieldMatches = 0;

  constructor(hasEnd: boolean) {
    this.hasEnd = hasEnd;
  }

  add(event: Event, time: number | null, fields: readonly FieldValues[]): void {
    this.events.push(event);
    this.#fieldMatches += fields.length;
    for (const { field, texts } of fields) {
      let known = this.values.get(field);
      if (known === undefined) {
        known = new Set();
        this.values.set(field, known);
      }
      const { size } = known;
      for (const text of texts) known.add(text);
      this.texts += known.size - size;
    }
    if (time === null) return;
    this.lastTime = time;
    if (this.newest === null || time > this.newest) this.newest = time;
    if (this.oldest === null || time < this.oldest) this.oldest = time;
  }

  /** Whether the event has a value in common in every listed field that both have. */
  agrees(fields: readonly FieldValues[]): boolean {
    return fields.every(({ field, texts }) => {
      const known = this.values.get(field);
      return known === undefined || texts.some((text) => known.has(text));
    });
  }

  /** The row of the transaction (spl-commands 10.1). */
  row(node: NodeOf<'transaction'>, context: EvalContext): Event {
    const oldestFirst = [...this.events].reverse();
    const names = new Set<string>();
    for (const event of oldestFirst) for (const name of event.fieldNames()) names.add(name);
    const listed = (name: string): boolean =>
      typeof node.mvList === 'boolean' ? node.mvList : node.mvList.includes(name);
    const room = new LimitedRoom(context, 'The values of a transaction');
    const cells: [string, Value][] = [];
    for (const name of names) {
      if (name === '_time' || name === '_raw') continue;
      const values = oldestFirst.map((event) => valuesOf(event.get(name)));
      cells.push([name, listed(name) ? listOf(values, node.nullText) : setOf(values, room)]);
    }
    const raws = oldestFirst.flatMap((event) => valuesOf(event.get('_raw'))).map(scalarText);
    const newest = this.#timeText(this.newest);
    const oldest = this.#timeText(this.oldest);
    cells.push(
      ['_time', oldest],
      [
        '_raw',
        raws.length === 0
          ? null
          : node.rawList
            ? multivalue(raws)
            : joinedTexts(raws, '\n', 'The text of a transaction', context),
      ],
      ['closed_txn', this.closed ? 1 : 0],
      [
        'duration',
        this.newest === null || this.oldest === null ? null : roundSum(this.newest - this.oldest, newest, oldest),
      ],
      ['eventcount', this.events.length],
      ['field_match_sum', this.#fieldMatches],
    );
    cells.push(['linecount', oldestFirst.reduce((sum, event) => sum + linesOf(event), 0)]);
    return Event.of(cells);
  }

  /** The time as its event has it, with its decimals. */
  #timeText(time: number | null): Value {
    return time === null
      ? null
      : (this.events.map((event) => event.get('_time')).find((value) => toNumber(value) === time) ?? time);
  }
}

/** The lines of an event's text; an event without a text counts as one line (published for rows of `makeresults`). */
function linesOf(event: Event): number {
  const raws = valuesOf(event.get('_raw'));
  return raws.length === 0 ? 1 : raws.reduce((sum: number, raw) => sum + scalarText(raw).split('\n').length, 0);
}

function setOf(values: readonly (readonly Scalar[])[], room: HeldRoom): Value {
  const distinct = new Set<string>();
  for (const list of values) for (const each of list) addText(distinct, scalarText(each), room);
  return multivalue([...distinct].sort(compareText));
}

function listOf(values: readonly (readonly Scalar[])[], nullText: string): Value {
  return multivalue(values.flatMap((each): readonly Scalar[] => (each.length === 0 ? [nullText] : each)));
}
