import type { Pipeline } from '../syntax/ast.js';
import { type FieldSchemas, noSchemas } from './fields/field-schemas.js';
import { combinationFlows } from './fields/flow-of-combinations.js';
import { rowFlows } from './fields/flow-of-rows.js';
import { setFlows } from './fields/flow-of-sets.js';
import { sourceFlows } from './fields/flow-of-sources.js';
import type { FlowByKind, FlowContext, OperatorFlow } from './fields/node-flow.js';
import { anyShape, type RowShape } from './fields/row-shape.js';
import { inputsOf, type Plan, type PlanKind, type PlanNode } from './plan.js';

/** The fields of every operator of a plan. */
const operatorFlows: FlowByKind = { ...sourceFlows, ...rowFlows, ...setFlows, ...combinationFlows };

/** What one node of a plan does to the fields of its rows. */
export interface NodeFlow extends OperatorFlow {
  readonly node: PlanNode;
  /** The rows that come in, one shape for each of `inputsOf(node)`. */
  readonly inputs: readonly RowShape[];
}

/** Which fields exist where in a plan (design 3.3): a fact that lint, extraction, pushdown and hover text share. */
export interface FieldFlow {
  readonly plan: Plan;
  readonly nodes: ReadonlyMap<PlanNode, NodeFlow>;
  /** The rows that the search gives. */
  readonly output: RowShape;
}

/**
 * Follows the fields of a plan from its sources to its result, those of subsearches too. `rows`: what the events that the plan begins
 * with are known to be, as where it goes on with the results of another search.
 */
export function fieldFlow(plan: Plan, schemas: FieldSchemas = noSchemas, rows?: RowShape): FieldFlow {
  const nodes = new Map<PlanNode, NodeFlow>();
  const pipelines: Pipeline[] = [];
  const output = follow(plan.root, { schemas, branchInput: anyShape, pipelines }, nodes, rows);
  for (let next = pipelines.pop(); next !== undefined; next = pipelines.pop()) {
    const root = plan.subsearches.get(next);
    if (root !== undefined && !nodes.has(root)) follow(root, { schemas, branchInput: anyShape, pipelines }, nodes);
  }
  // Subsearches that no reader met (in text that is not looked into).
  for (const root of plan.subsearches.values())
    if (!nodes.has(root)) follow(root, { schemas, branchInput: anyShape, pipelines }, nodes);
  return { plan, nodes, output };
}

/** Goes along the first inputs without recursion: a search may have thousands of commands. */
function follow(root: PlanNode, cx: FlowContext, nodes: Map<PlanNode, NodeFlow>, rows?: RowShape): RowShape {
  const chain: PlanNode[] = [];
  for (let node: PlanNode | undefined = root; node !== undefined; node = inputsOf(node)[0]) chain.push(node);
  let shape: RowShape = anyShape;
  for (let at = chain.length - 1; at >= 0; at--) {
    const node = chain[at]!;
    const [first, ...others] = inputsOf(node);
    const inputs = first === undefined ? [] : [shape];
    // The branch of `appendpipe` begins with the rows that stand before it.
    for (const other of others)
      inputs.push(follow(other, node.kind === 'append-pipe' ? { ...cx, branchInput: shape } : cx, nodes));
    const flow = flowOfNode(node, inputs, cx);
    const output = node.kind === 'scan' && rows !== undefined ? rows : flow.output;
    nodes.set(node, { ...flow, output, node, inputs });
    shape = output;
  }
  return shape;
}

function flowOfNode(node: PlanNode, inputs: readonly RowShape[], cx: FlowContext): OperatorFlow {
  const flow = operatorFlows[node.kind] as FlowByKind<PlanKind>[PlanKind] as (
    node: PlanNode,
    inputs: readonly RowShape[],
    cx: FlowContext,
  ) => OperatorFlow;
  return flow(node, inputs, cx);
}
