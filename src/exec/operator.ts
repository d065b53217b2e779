import type { CompiledExpression } from '../functions/context.js';
import type { Condition } from '../plan/nodes/row.js';
import type { NodeOf, Plan, PlanNode } from '../plan/plan.js';
import type { Regex } from '../regex/regex.js';
import type { Expression, Pipeline, SearchExpression } from '../syntax/ast.js';
import type { Event } from '../values/event.js';
import { charactersPerValue } from '../values/limits.js';
import type { Semantics } from '../values/semantics.js';
import type { RowTest } from './compile-search.js';
import type { Batch, DatasetSource, ExecContext } from './context.js';
import { HeldLimit, HeldSize } from './held-size.js';
import type { JoinGate } from './keys/join-gate.js';
import type { KeyFilter } from './keys/key-filter.js';
import { reportLimit } from './report-limit.js';

/** A plan node made ready: gives its rows when it is pulled. */
export type Run = (context: ExecContext) => AsyncIterable<Batch>;

/** What an operator does to one row, in place, that looks at one row at a time. */
export type RowChange = (event: Event, context: ExecContext) => void;

/** What compiling an operator may use. */
export interface OperatorCompiler {
  readonly semantics: Semantics;
  /** Somebody looks at the rows between the operators, so that each has to run by itself. */
  readonly observed: boolean;
  /** Another node made ready, usually the input. */
  compile(node: PlanNode): Run;
  expression(expression: Expression): CompiledExpression;
  /** `resolveField`: the names under which the rows hold the fields that are written. */
  searchTerms(expression: SearchExpression, resolveField?: (field: string) => string): RowTest;
  condition(condition: Condition, resolveField?: (field: string) => string): RowTest;
  /** Whether the source of a filter's rows has tested them already. */
  isTested(node: NodeOf<'filter'>): boolean;
  /** A PCRE pattern; lowering has refused invalid ones. */
  regex(pattern: string): Regex;
  /** What tells early which groups of an aggregation a later filter drops; undefined where that cannot be told. */
  keyFilter(node: NodeOf<'aggregate'>): KeyFilter | undefined;
  /** What a join shuts to have only groups held on one side of it that agree with the other; undefined where there is nothing to shut. */
  joinGate(node: NodeOf<'join'>, side: 'left' | 'right'): JoinGate | undefined;
  /** The text that stands where a subsearch stood; undefined when it found no rows. */
  subsearchText(pipeline: Pipeline): string | undefined;
  /** Another plan, made inside a running search (`map`). */
  plan(plan: Plan): Run;
  /** The data set of a node, from the sources of the run. */
  dataset(node: NodeOf<'dataset'>): DatasetSource | undefined;
  /** The rows of the branch that is being compiled. */
  branchInput(): Run;
  /** The same compiler for a branch whose `branch-input` are these rows. */
  withBranchInput(rows: Run): OperatorCompiler;
}

/** Rows one batch at a time through a function that keeps, changes or drops them. */
export function mapBatches(input: Run, change: (batch: Batch, context: ExecContext) => Batch): Run {
  return async function* (context) {
    for await (const batch of input(context)) {
      const result = change(batch, context);
      if (result.length > 0) yield result;
    }
  };
}

/** Long lists and texts in the rows of one batch, as a number of values. */
const wideBatch = 4_000_000 / charactersPerValue;

/**
 * Rows changed one by one, in place. Where the change makes long lists or texts, rows go on before the whole batch is changed, so that
 * only so many are there at a time.
 */
export function changeRows(input: Run, change: RowChange): Run {
  return async function* (context) {
    for await (const batch of input(context)) {
      let from = 0;
      let size = new HeldSize();
      for (let at = 0; at < batch.length; at++) {
        const event = batch[at]!;
        change(event, context);
        if (size.addWritten(event) <= wideBatch || at === batch.length - 1) continue;
        // Whoever made the batch still has it.
        yield batch.slice(from, at + 1).map((each) => each.take());
        from = at + 1;
        size = new HeldSize();
      }
      yield from === 0 ? batch : batch.slice(from);
    }
  };
}

/** Every row of an input, for operators that need them all; more than the limit is reported and cut. */
export async function collectRows(rows: AsyncIterable<Batch>, context: ExecContext, holder: string): Promise<Event[]> {
  const held: Event[] = [];
  for await (const batch of rowsToHold(rows, context, holder)) for (const event of batch) held.push(event);
  return held;
}

/** As {@link collectRows}, as they come. */
export async function* rowsToHold(
  rows: AsyncIterable<Batch>,
  context: ExecContext,
  holder: string,
): AsyncIterable<Batch> {
  const held = new HeldLimit(context.limits);
  for await (const batch of rows) {
    let fitting = 0;
    while (fitting < batch.length && held.takes(batch[fitting]!)) fitting++;
    if (held.full !== undefined) {
      yield batch.slice(0, fitting);
      reportLimit(context, holder, held.full);
      return;
    }
    yield batch;
  }
}

/** Rows of a batch. */
export const batchSize = 512;

/** The rows of a list, which is given up: those that have been taken are held no longer, if nobody else holds the list or its rows. */
export async function* drained(rows: Event[]): AsyncIterable<Batch> {
  rows.reverse();
  while (rows.length > 0) yield rows.splice(-batchSize).reverse();
}

/** A list of rows as batches. */
export async function* inBatches(rows: readonly Event[]): AsyncIterable<Batch> {
  for (let start = 0; start < rows.length; start += batchSize) yield rows.slice(start, start + batchSize);
}

/**
 * Rows of a table whose columns come from the data, as they are made: where there are many columns, few are made at a time. `cells` of
 * each row count towards the limit of values; what lies beyond is reported.
 */
export function* cellBatches(
  rows: Iterable<Event>,
  cells: number,
  what: string,
  context: ExecContext,
): Generator<Batch> {
  const { heldValues } = context.limits;
  const size = Math.max(1, Math.min(batchSize, Math.floor(wideBatch / Math.max(1, cells))));
  let left = heldValues;
  let made: Event[] = [];
  for (const row of rows) {
    left -= cells;
    if (left < 0) {
      reportLimit(context, what, 'heldValues');
      break;
    }
    made.push(row);
    if (made.length < size) continue;
    yield made;
    made = [];
  }
  if (made.length > 0) yield made;
}

/** An operator that replaces all rows by others. */
export function wholeTable(
  input: Run,
  holder: string,
  change: (rows: Event[], context: ExecContext) => Event[] | Promise<Event[]>,
): Run {
  return async function* (context) {
    yield* drained(await change(await collectRows(input(context), context, holder), context));
  };
}
