import { inputFirst } from '../../plan/keys/join-order.js';
import { type NodeOf, writesRows } from '../../plan/plan.js';
import { toNumber } from '../../values/coerce.js';
import type { Event } from '../../values/event.js';
import type { Batch, ExecContext } from '../context.js';
import { expandedRows } from '../expanded-rows.js';
import { HeldSize } from '../held-size.js';
import { joinKey } from '../join-key.js';
import { GateOverrun, type JoinGate } from '../keys/join-gate.js';
import { limitedRows } from '../limited-rows.js';
import { collectRows, inBatches, type OperatorCompiler, type Run } from '../operator.js';

function isInternal(field: string): boolean {
  return field.startsWith('_');
}

/**
 * `join`: the rows of a subsearch put beside those they agree with (spl-commands 9.3). The subsearch runs first unless the other
 * rows are likely to be few (`inputFirst`). The side that runs later holds groups only that agree with a row of the other.
 */
export function compileJoin(node: NodeOf<'join'>, compiler: OperatorCompiler): Run {
  const input = compiler.compile(node.input);
  const right = compiler.compile(node.right);
  if (!compiler.observed && inputFirst(node)) {
    const gate = compiler.joinGate(node, 'right');
    return (context) => joinedInputFirst(node, input(context), () => right(context), gate, context);
  }
  // Rows that are written somewhere are written whatever they are joined with.
  const needsLeft = node.outer || compiler.observed || writesRows(node.input);
  const gate = compiler.joinGate(node, 'left');
  return async function* (context) {
    const found = await limitedRows(right(context), undefined, 'join', context);
    // Nothing agrees with nothing: the events of the other side need not be read.
    if (found.length === 0 && !needsLeft) return;
    yield* joined(node, input(context), found, context, gate);
  };
}

async function* joined(
  node: NodeOf<'join'>,
  input: AsyncIterable<Batch>,
  found: readonly Event[],
  context: ExecContext,
  gate?: JoinGate,
): AsyncIterable<Batch> {
  let rows = input;
  let { keys } = node;
  if (keys === undefined) {
    // Which fields both sides have is known when all rows have been seen.
    const held = await collectRows(rows, context, 'join');
    keys = commonFields(held, found).map((field) => ({ left: field, right: field }));
    rows = inBatches(held);
  }
  const join = new RowJoin(node, keys, found);
  gate?.shut(join.keys);
  if (keys.length > 0) yield* expandedRows(rows, (event) => join.rowsOf(event), 'join', context);
  else if (node.outer) yield* rows;
}

/** Rows that are held until the subsearch has run. */
const mostHeld = 10_000;

/**
 * Where there are no rows to join, the subsearch does not run, and says nothing of its own limits. Otherwise rows of it that agree with
 * none of them are not missed, unless there are so many that it is cut.
 */
async function* joinedInputFirst(
  node: NodeOf<'join'>,
  input: AsyncIterable<Batch>,
  right: () => AsyncIterable<Batch>,
  gate: JoinGate | undefined,
  context: ExecContext,
): AsyncIterable<Batch> {
  const rest = input[Symbol.asyncIterator]();
  try {
    const held: Event[] = [];
    const size = new HeldSize();
    const mostValues = context.limits.heldValues / 2;
    let values = 0;
    let next = await rest.next();
    for (; next.done !== true && held.length < mostHeld && values < mostValues; next = await rest.next()) {
      for (const row of next.value) {
        held.push(row);
        values = size.add(row);
      }
    }
    if (held.length === 0) return;
    const wanted = next.done === true && node.keys !== undefined ? keysOf(held, node.keys) : undefined;
    const found = await agreeingRows(right, wanted, gate, context);
    if (found.length === 0 && !node.outer) return;
    yield* joined(node, restored(held, next, rest), found, context);
  } finally {
    await rest.return?.();
  }
}

/** Rows of an input of which some have been taken. */
async function* restored(
  held: readonly Event[],
  taken: IteratorResult<Batch>,
  rest: AsyncIterator<Batch>,
): AsyncIterable<Batch> {
  yield* inBatches(held);
  for (let next = taken; next.done !== true; next = await rest.next()) yield next.value;
}

function keysOf(rows: readonly Event[], keys: readonly { readonly left: string }[]): ReadonlySet<string> {
  const fields = keys.map(({ left }) => left);
  return new Set(rows.flatMap((row) => joinKey(row, fields) ?? []));
}

/**
 * The rows of a subsearch, at least those with a wanted key. Which rows a limit cuts off is decided by all of them, so that the groups
 * left out are counted: where they might have led to more rows than the limit, the subsearch runs once more with all.
 */
async function agreeingRows(
  right: () => AsyncIterable<Batch>,
  wanted: ReadonlySet<string> | undefined,
  gate: JoinGate | undefined,
  context: ExecContext,
): Promise<readonly Event[]> {
  const { appendRows } = context.limits;
  if (wanted !== undefined && gate !== undefined) {
    gate.shut(wanted, appendRows);
    try {
      const found = await limitedRows(right(), undefined, 'join', context);
      if (found.length + gate.refused <= appendRows) return found;
    } catch (error) {
      if (!(error instanceof GateOverrun)) throw error;
    } finally {
      gate.open();
    }
  }
  return limitedRows(right(), undefined, 'join', context);
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

  /** The keys that rows of the subsearch have. */
  get keys(): { has(key: string): boolean } {
    return this.#byKey;
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
