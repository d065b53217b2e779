import { bothDemands, everyField, type FieldDemand, noDemand } from '../fields/field-demand.js';
import { inputsOf, type Plan, type PlanNode, withInputs } from '../plan.js';
import { heldFields } from './held-fields.js';
import { combinationNarrowings } from './narrow-combinations.js';
import { rowNarrowings } from './narrow-rows.js';
import { setNarrowings } from './narrow-sets.js';
import type { Narrowed, NarrowingByKind } from './narrowing.js';

const source = (node: PlanNode): Narrowed => ({ node, inputs: [] });

const narrowings: NarrowingByKind = {
  scan: source,
  dataset: source,
  metrics: source,
  generate: source,
  'branch-input': source,
  ...rowNarrowings,
  ...setNarrowings,
  ...combinationNarrowings,
};

/**
 * An equivalent plan that does not work out what nobody looks at: results of aggregations, assignments and the like of which a later
 * command drops the field before anything asks for it (in databases: the removal of unused columns); nor are whole events held of which
 * only some fields are looked at. The rows are the same, with the
 * same columns, and what the run has to say is the same. Where there is nothing to leave out it is the plan itself.
 */
export function withoutUnused(plan: Plan): Plan {
  const root = narrowed(plan.root, everyField).node;
  // All columns of a subsearch become terms.
  const subsearches = new Map([...plan.subsearches].map(([tree, node]) => [tree, narrowed(node, everyField).node]));
  const same = root === plan.root && [...plan.subsearches].every(([tree, node]) => subsearches.get(tree) === node);
  return same ? plan : { ...plan, root, subsearches };
}

interface NarrowedTree {
  readonly node: PlanNode;
  /** What is asked of the rows of the branch it stands in. */
  readonly branch: FieldDemand;
}

/** Goes down along the first inputs without recursion, as a search may have many commands, and builds the tree on the way back. */
function narrowed(root: PlanNode, wanted: FieldDemand): NarrowedTree {
  const steps: { readonly was: PlanNode; readonly node: PlanNode; readonly others: readonly PlanNode[] }[] = [];
  let branch = noDemand;
  let node = root;
  let asked = wanted;
  for (;;) {
    const [first, ...others] = inputsOf(node);
    if (first === undefined) {
      if (node.kind === 'branch-input') branch = bothDemands(branch, asked);
      break;
    }
    const left = narrow(node, asked);
    [asked = everyField] = left.inputs;
    if (left.node !== undefined) {
      const trees = others.map((other, index) => narrowed(other, left.inputs[index + 1] ?? everyField));
      for (const tree of trees) {
        // The branch of `appendpipe` begins with the rows that stand before it.
        if (node.kind === 'append-pipe') asked = bothDemands(asked, tree.branch);
        else branch = bothDemands(branch, tree.branch);
      }
      steps.push({ was: node, node: left.node, others: trees.map((tree) => tree.node) });
      const projection = heldFields(node, asked);
      if (projection !== undefined) steps.push({ was: projection, node: projection, others: [] });
    }
    node = first;
  }
  for (let step = steps.pop(); step !== undefined; step = steps.pop()) {
    const inputs = [node, ...step.others];
    const before = inputsOf(step.was);
    node =
      step.node === step.was && inputs.every((each, index) => each === before[index])
        ? step.was
        : withInputs(step.node, inputs);
  }
  return { node, branch };
}

function narrow(node: PlanNode, wanted: FieldDemand): Narrowed {
  const narrowing = narrowings[node.kind] as (node: PlanNode, wanted: FieldDemand) => Narrowed;
  return narrowing(node, wanted);
}
