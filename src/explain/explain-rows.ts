import type { CompiledSearch } from '../compile/compile.js';
import type { ExecContext } from '../exec/context.js';
import { executePlan } from '../exec/execute.js';
import type { PlanObserver } from '../exec/plan-observer.js';
import { newestFirst } from '../plan/order.js';
import { inputsOf, type Plan, type PlanNode } from '../plan/plan.js';
import type { Explanation, RowsEnd, StepRows } from './explanation.js';
import { FieldPresenceCounter, neededFields } from './field-presence.js';
import { NearestMissFinder } from './nearest-miss.js';
import { mainChain, type PlanStep, spanText, stepsOf } from './plan-steps.js';
import { RowCounter } from './row-counter.js';

/**
 * Runs a search and tells how many rows each command took and gave. When nothing came out it runs a second time, to look at the
 * rows before the command that left none: which condition removed the nearest of them, or which field they lacked.
 * Events come newest first, as in a run. `context` gives a fresh context per run.
 */
export async function explainRows(search: CompiledSearch, context: () => ExecContext): Promise<Explanation> {
  if (search.plan === undefined) return { steps: [] };
  const plan = newestFirst(search.plan);
  const counter = new RowCounter();
  await drain(plan, context(), counter);
  const steps = stepsOf(plan.root, search.tree);
  const rows = stepRows(steps, search, counter);
  if (counter.rowsOf(plan.root) > 0) return { steps: rows };
  return { steps: rows, end: await endOf(plan, steps, search, counter, context) };
}

async function drain(plan: Plan, context: ExecContext, observer: PlanObserver): Promise<void> {
  for await (const _ of executePlan(plan, context, observer));
}

function stepRows(steps: readonly PlanStep[], search: CompiledSearch, counter: RowCounter): StepRows[] {
  let before: number | undefined;
  return steps.map(({ command, span, nodes }) => {
    const rowsIn = before ?? (nodes[0] === undefined ? 0 : counter.rowsOf(nodes[0]));
    const last = nodes.at(-1);
    const rowsOut = last === undefined ? rowsIn : counter.rowsOf(last);
    before = rowsOut;
    return { command, text: spanText(search.source, span), rowsIn, rowsOut };
  });
}

async function endOf(
  plan: Plan,
  steps: readonly PlanStep[],
  search: CompiledSearch,
  counter: RowCounter,
  context: () => ExecContext,
): Promise<RowsEnd> {
  const chain = mainChain(plan.root);
  const node = chain.find((each) => counter.rowsOf(each) === 0) ?? plan.root;
  const step = steps.find((each) => each.nodes.includes(node));
  const place = { command: step?.command ?? '', text: spanText(search.source, step?.span ?? node.span) };
  const input = inputsOf(node)[0];
  const given = input === undefined ? 0 : counter.rowsOf(input);
  if (input === undefined) return { ...place, reason: await emptyBeginning(node, context()) };
  if (node.kind === 'filter') {
    const finder = new NearestMissFinder(node);
    await drain(plan, context(), finder);
    const nearestMiss = finder.result(search.source);
    return {
      ...place,
      reason: `none of ${rowCount(given)} meets the condition`,
      ...(nearestMiss === undefined ? {} : { nearestMiss }),
    };
  }
  const needed = neededFields(node);
  if (needed.length === 0) return { ...place, reason: `it gave nothing for ${rowCount(given)}` };
  const presence = new FieldPresenceCounter(input, needed);
  await drain(plan, context(), presence);
  const fields = presence.result();
  const lacking = fields.filter((each) => each.rows === 0).map((each) => each.name);
  const reason =
    lacking.length > 0
      ? `none of ${rowCount(given)} has the field ${lacking.join(', ')}, and rows without it are left out`
      : node.kind === 'join'
        ? `none of ${rowCount(given)} has a partner in the subsearch`
        : `it gave nothing for ${rowCount(given)}: none has all the fields it needs`;
  return { ...place, reason, fields };
}

function rowCount(count: number): string {
  return count === 1 ? 'the 1 row' : `the ${count} rows`;
}

async function emptyBeginning(node: PlanNode, { sources }: ExecContext): Promise<string> {
  switch (node.kind) {
    case 'scan':
      return 'there are no events in its time range';
    case 'dataset': {
      let events = 0;
      const always = { earliest: Number.NEGATIVE_INFINITY, latest: Number.POSITIVE_INFINITY };
      for await (const batch of sources.events(always)) events += batch.length;
      const name = node.dataset === undefined ? node.model : `${node.model}.${node.dataset}`;
      return `none of ${events === 1 ? 'the 1 event' : `the ${events} events`} belongs to the data set ${name} in its time range`;
    }
    case 'metrics':
      return 'there are no metrics in its time range';
    default:
      return 'it makes no rows';
  }
}
