import { type FieldDemand, fieldsNeeded } from '../../plan/fields/fields-needed.js';
import { type FieldFlow, fieldFlow } from '../../plan/fields.js';
import { inputsOf, type Plan, type PlanNode, walkPlan } from '../../plan/plan.js';

/** What a plan asks of its sources. */
export interface PlanDemand {
  readonly flow: FieldFlow;
  readonly sources: ReadonlyMap<PlanNode, FieldDemand>;
  /** Sources whose rows, apart from filters, are only grouped: nothing asks for their positions. */
  readonly grouped: ReadonlySet<PlanNode>;
}

const known = new WeakMap<Plan, PlanDemand>();

/** What the sources of a plan must have; worked out once. */
export function demandOf(plan: Plan): PlanDemand {
  let found = known.get(plan);
  if (found === undefined) {
    const flow = fieldFlow(plan);
    found = { flow, sources: fieldsNeeded(flow).sources, grouped: groupedSources(plan) };
    known.set(plan, found);
  }
  return found;
}

function groupedSources(plan: Plan): Set<PlanNode> {
  const grouped = new Set<PlanNode>();
  for (const root of [plan.root, ...plan.subsearches.values()]) {
    for (const node of walkPlan(root)) {
      if (node.kind !== 'aggregate') continue;
      let below: PlanNode | undefined = node.input;
      while (below?.kind === 'filter') below = inputsOf(below)[0];
      if (below?.kind === 'scan' || below?.kind === 'dataset') grouped.add(below);
    }
  }
  return grouped;
}
