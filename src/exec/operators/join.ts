import { type NodeOf, writesRows } from '../../plan/plan.js';
import { scalarText, toNumber } from '../../values/coerce.js';
import type { Event } from '../../values/event.js';
import { valuesOf } from '../../values/value.js';
import type { Batch } from '../context.js';
import { expandedRows } from '../expanded-rows.js';
import { keyText } from '../group-keys.js';
import { limitedRows } from '../limited-rows.js';
import { collectRows, inBatches, type OperatorCompiler, type Run } from '../operator.js';

/** The key of a row, or undefined when it lacks one of the fields: a null key never matches. */
function joinKey(event: Event, fields: readonly string[]): string | undefined {
  const parts: string[] = [];
  for (const field of fields) {
    const values = valuesOf(event.get(field));
    if (values.length === 0) return undefined;
    parts.push(values.length === 1 ? scalarText(values[0]!) : keyText(values));
  }
  return keyText(parts);
}

function isInternal(field: string): boolean {
  return field.startsWith('_');
}

/** `join`: the rows of a subsearch put beside those they agree with; only the subsearch is held (spl-commands 9.3). */
export function compileJoin(node: NodeOf<'join'>, compiler: OperatorCompiler): Run {
  const input = compiler.compile(node.input);
  const right = compiler.compile(node.right);
  // Rows that are written somewhere are written whatever they are joined with.
  const needsLeft = node.outer || compiler.observed || writesRows(node.input);
  return async function* (context) {
    const found = await limitedRows(right(context), undefined, 'join', context);
    // Nothing agrees with nothing: the events of the other side need not be read.
    if (found.length === 0 && !needsLeft) return;
    let rows: AsyncIterable<Batch> = input(context);
    let { keys } = node;
    if (keys === undefined) {
      // Which fields both sides have is known when all rows have been seen.
      const held = await collectRows(rows, context, 'join');
      keys = commonFields(held, found).map((field) => ({ left: field, right: field }));
      rows = inBatches(held);
    }
    const join = new RowJoin(node, keys, found);
    if (keys.length > 0) yield* expandedRows(rows, (event) => join.rowsOf(event), 'join', context);
    else if (node.outer) yield* rows;
  };
}

function commonFields(left: readonly Event[], right: readonly Event[]): string[] {
  const names = (rows: readonly Event[]): Set<string> => new Set(rows.flatMap((row) => row.fieldNames()));
  const other = names(right);
  return [...names(left)].filter((field) => other.has(field) && !isInternal(field));
}

class RowJoin {
  readonly #node: NodeOf<'join'>;
  readonly #left: readonly string[];
  readonly #byKey = new Map<string, Event[]>();

  constructor(
    node: NodeOf<'join'>,
    keys: readonly { readonly left: string; readonly right: string }[],
    rows: readonly Event[],
  ) {
    this.#node = node;
    this.#left = keys.map((key) => key.left);
    const right = keys.map((key) => key.right);
    for (const row of rows) {
      const key = joinKey(row, right);
      if (key === undefined) continue;
      const list = this.#byKey.get(key);
      if (list === undefined) this.#byKey.set(key, [row]);
      else if (node.max === 0 || node.useTime || list.length < node.max) list.push(row);
    }
  }

  rowsOf(event: Event): Iterable<Event> {
    const { max, outer, useTime } = this.#node;
    const key = joinKey(event, this.#left);
    let matches = (key === undefined ? undefined : this.#byKey.get(key)) ?? [];
    if (useTime) matches = matches.filter((match) => this.#fitsInTime(event, match));
    if (max > 0 && matches.length > max) matches = matches.slice(0, max);
    if (matches.length === 0) return outer ? [event] : [];
    if (matches.length === 1) return [this.#merged(event, matches[0]!)];
    return this.#mergedWith(event, matches);
  }

  *#mergedWith(event: Event, matches: readonly Event[]): Iterable<Event> {
    for (const match of matches) yield this.#merged(event.copy(), match);
  }

  #fitsInTime(event: Event, match: Event): boolean {
    const left = toNumber(event.get('_time'));
    const right = toNumber(match.get('_time'));
    if (left === null || right === null) return false;
    return this.#node.earlier ? right <= left : right >= left;
  }

  #merged(event: Event, match: Event): Event {
    for (const field of match.fieldNames()) {
      if ((!this.#node.overwrite || isInternal(field)) && event.has(field)) continue;
      event.set(field, match.get(field));
    }
    return event;
  }
}
