import type { CompiledExpression } from '../functions/context.js';
import type { Condition } from '../plan/nodes/row.js';
import type { NodeOf, Plan, PlanNode } from '../plan/plan.js';
import type { Regex } from '../regex/regex.js';
import type { Expression, SearchExpression } from '../syntax/ast.js';
import type { Event } from '../values/event.js';
import type { Semantics } from '../values/semantics.js';
import type { RowTest } from './compile-search.js';
import type { Batch, DatasetSource, ExecContext } from './context.js';
import type { JoinGate } from './keys/join-gate.js';
import type { KeyFilter } from './keys/key-filter.js';

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
  const limit = context.limits.heldRows;
  let left = limit;
  for await (const batch of rows) {
    if (batch.length > left) {
      yield batch.slice(0, left);
      reportLimit(context, holder, 'heldRows', limit);
      return;
    }
    left -= batch.length;
    yield batch;
  }
}

/** Says that a limit cut the results short. */
export function reportLimit(
  context: ExecContext,
  what: string,
  limit: keyof ExecContext['limits'],
  value: number,
): void {
  context.note(
    `${what} reached the limit ${limit} of ${value}; what lies beyond is left out. Raise it with limits.${limit}.`,
  );
}

/** Rows of a batch. */
export const batchSize = 512;

/** A list of rows as batches. */
export async function* inBatches(rows: readonly Event[]): AsyncIterable<Batch> {
  for (let start = 0; start < rows.length; start += batchSize) yield rows.slice(start, start + batchSize);
}

/** An operator that replaces all rows by others. */
export function wholeTable(
  input: Run,
  holder: string,
  change: (rows: Event[], context: ExecContext) => readonly Event[] | Promise<readonly Event[]>,
): Run {
  return async function* (context) {
    const rows = await collectRows(input(context), context, holder);
    yield* inBatches(await change(rows, context));
  };
}
