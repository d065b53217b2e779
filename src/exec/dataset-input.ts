import type { PlanNode } from '../plan/plan.js';
import type { Batch } from './context.js';
import { mapBatches, type OperatorCompiler, type Run } from './operator.js';
import { rangeOf } from './operators/scan.js';

/** Rows, and the names under which they hold the fields that a search writes. */
export interface ResolvedInput {
  readonly run: Run;
  keyOf(field: string): string;
}

/**
 * The input of an operator that reads known fields only. Over a data set with prefixed names (`tstats`) the names are
 * resolved once, here, and the rows keep their short ones: nothing is renamed row by row (spl-commands 11.1).
 */
export function resolvedInput(node: PlanNode, compiler: OperatorCompiler): ResolvedInput {
  if (compiler.observed) return { run: compiler.compile(node), keyOf: (field) => field };
  const conditions = [];
  let base = node;
  while (base.kind === 'filter' && base.condition.language === 'search') {
    if (!compiler.isTested(base)) conditions.unshift(base.condition);
    base = base.input;
  }
  const source = base.kind === 'dataset' && base.prefixed ? compiler.dataset(base) : undefined;
  if (base.kind !== 'dataset' || source === undefined) return { run: compiler.compile(node), keyOf: (field) => field };
  const { window } = base;
  const keyOf = (field: string): string => source.keyOf(field);
  let run: Run = (context) => source.rows(rangeOf(window, context), false);
  for (const condition of conditions) {
    const test = compiler.condition(condition, keyOf);
    run = mapBatches(run, (batch: Batch, context) => batch.filter((event) => test(event, context)));
  }
  return { run, keyOf };
}
