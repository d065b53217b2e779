import type { FieldDemand } from '../../plan/fields/field-demand.js';
import { fieldsNeeded } from '../../plan/fields/fields-needed.js';
import { mayHave } from '../../plan/fields/row-shape.js';
import { type FieldFlow, fieldFlow } from '../../plan/fields.js';
import { inputsOf, type Plan, type PlanNode, walkPlan } from '../../plan/plan.js';
import { hasWildcard } from '../../values/wildcard.js';

/** What a plan asks of its sources. */
export interface PlanDemand {
  readonly flow: FieldFlow;
  readonly sources: ReadonlyMap<PlanNode, FieldDemand>;
  /** Sources whose rows, apart from filters, are only grouped: nothing asks for their positions. */
  readonly grouped: ReadonlySet<PlanNode>;
}

/**
 * Names that commands behind a source read and that no command before them made: where all fields of the rows are asked for, these
 * must have a place as well.
 */
export function namesRead({ flow }: PlanDemand, source: PlanNode): ReadonlySet<string> {
  const names = new Set<string>();
  for (const { node, inputs, reads } of flow.nodes.values()) {
    if (node === source || ![...walkPlan(node)].includes(source)) continue;
    for (const { name } of reads) {
      const made = inputs.some((shape) => shape.fields.get(name)?.from !== undefined || !mayHave(shape, name));
      if (!hasWildcard(name) && !made) names.add(name);
    }
  }
  return names;
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
