import type { SortKey } from '../../plan/nodes/set.js';
import type { NodeOf } from '../../plan/plan.js';
import type { Event } from '../../values/event.js';
import type { Value } from '../../values/value.js';
import type { Batch, ExecContext } from '../context.js';
import { FirstRows } from '../first-rows.js';
import { type GroupSort, sortedGroupRows } from '../groups/group-rows.js';
import { HeldSize } from '../held-size.js';
import { drained, type OperatorCompiler, type Run, rowsToHold } from '../operator.js';
import { reportLimit } from '../report-limit.js';
import { compileAggregate } from './aggregate.js';

/**
 * `sort`: rows in order of the keys; null is last in both directions, equal rows keep their order (spl-commands 5.1). No more rows are
 * held than the limit lets through, and as many again; of groups, no other rows are made.
 */
export function compileSort(node: NodeOf<'sort'>, compiler: OperatorCompiler): Run {
  const sort = new Sort(node);
  return sortOfGroups(node, sort, compiler) ?? sortOfRows(sort, compiler.compile(node.input));
}

function sortOfGroups({ input }: NodeOf<'sort'>, sort: Sort, compiler: OperatorCompiler): Run | undefined {
  const rename = input.kind === 'rename' ? input : undefined;
  const groups = rename?.input ?? input;
  if (groups.kind !== 'aggregate' || compiler.observed) return undefined;
  const rowsOf = sortedGroupRows(groups, sort, rename);
  return rowsOf === undefined ? undefined : compileAggregate(groups, compiler, rowsOf);
}

function sortOfRows(sort: Sort, input: Run): Run {
  return async function* (context) {
    yield* drained(await sortedRows(sort, input(context), context));
  };
}

async function sortedRows(sort: Sort, input: AsyncIterable<Batch>, context: ExecContext): Promise<Event[]> {
  const most = sort.most(context);
  const isCut = most < context.limits.heldRows;
  const rows = isCut ? input : rowsToHold(input, context, sort.title);
  const first = new FirstRows<Event>(sort.keys, most, sort.reader());
  let count = 0;
  const { heldValues } = context.limits;
  const wide = new FirstWideRows(first, heldValues);
  let full = false;
  for await (const batch of rows) {
    count += batch.length;
    // What has been held to the limits already need not be counted again.
    if (isCut) full = !batch.every((event) => wide.add(event));
    else for (const event of batch) first.add(event);
    if (full) break;
  }
  if (full) reportLimit(context, sort.title, 'heldValues');
  sort.seen(count, context);
  return first.sorted();
}

/** The first rows with what they hold besides: a limit lets few rows through, which may have many values. */
class FirstWideRows {
  readonly #first: FirstRows<Event>;
  readonly #most: number;
  #size = new HeldSize();

  constructor(first: FirstRows<Event>, most: number) {
    this.#first = first;
    this.#most = most;
  }

  /** Adds a row; false where the rows that are held have too many values. */
  add(row: Event): boolean {
    if (this.#size.add(row) > 2 * this.#most) {
      // Many of the rows that were counted may have gone again.
      this.#size = new HeldSize();
      for (const held of this.#first.held) this.#size.add(held);
      if (this.#size.add(row) > this.#most) return false;
    }
    this.#first.add(row);
    return true;
  }
}

/** The place of a row among all, so that of equal rows the last one comes first. */
const lastFirst: SortKey = { field: '', descending: true, order: 'num' };

class Sort implements GroupSort {
  /** Begins the sentence that reports a limit. */
  readonly title: string;
  readonly keys: GroupSort['keys'];
  readonly #limit: number | undefined;

  constructor({ keys, reversed, limit, newest }: NodeOf<'sort'>) {
    this.title = newest ? 'Putting events newest first' : 'sort';
    const directed = reversed ? keys.map((key) => ({ ...key, descending: !key.descending })) : keys;
    this.keys = newest ? [...directed, lastFirst] : directed;
    this.#limit = limit;
  }

  /** The values of rows for the keys, to be asked of one row after the other. */
  reader(): (event: Event, key: number) => Value {
    let rows = 0;
    return (event, key) => {
      const asked = this.keys[key]!;
      return asked === lastFirst ? rows++ : event.get(asked.field);
    };
  }

  most({ limits }: ExecContext): number {
    const limit = this.#limit ?? limits.sortRows;
    return limit === 0 ? limits.heldRows : Math.min(limit, limits.heldRows);
  }

  /** Only a limit that nobody wrote is reported. */
  seen(count: number, context: ExecContext): void {
    const { sortRows } = context.limits;
    if (this.#limit === undefined && sortRows > 0 && count > sortRows) reportLimit(context, 'sort', 'sortRows');
  }
}
