import type { Pipeline } from '../syntax/ast.js';
import type { Aggregate, AnnotateGroups } from './nodes/aggregate.js';
import type {
  AppendColumns,
  AppendPipe,
  BranchInput,
  Join,
  MapSearch,
  SetOperation,
  Union,
  Unsupported,
  Write,
} from './nodes/combine.js';
import type { Apply } from './nodes/procedure.js';
import type {
  Bin,
  Display,
  Extend,
  Extract,
  Fill,
  Filter,
  Foreach,
  Lookup,
  Project,
  Rename,
  Transform,
  Unnest,
} from './nodes/row.js';
import type { Dedup, Limit, Sort, Transaction } from './nodes/set.js';
import type { DatasetScan, Generate, MetricsScan, Scan } from './nodes/source.js';
import type { Window } from './nodes/window.js';

/** Operators from which rows of events come. */
export type SourceNode = Scan | DatasetScan | MetricsScan;

/** Operators that look at one row at a time. */
type RowNode =
  | Filter
  | Extend
  | Project
  | Rename
  | Extract
  | Transform
  | Fill
  | Bin
  | Display
  | Unnest
  | Lookup
  | Foreach;

/** Operators that look at many rows. */
type SetNode = Aggregate | AnnotateGroups | Window | Sort | Limit | Dedup | Transaction | Apply;

/** Operators that bring rows together or send them away. */
type CombiningNode = Join | Union | AppendPipe | AppendColumns | SetOperation | MapSearch | Write | Unsupported;

/**
 * What a search does: a tree of operators, plain immutable data. Commands lower to it (`commands/`); execution, SQL and
 * lint are total maps over `kind`, so that a new operator does not compile until each has answered.
 */
export type PlanNode = SourceNode | Generate | BranchInput | RowNode | SetNode | CombiningNode;

export type RowKind = RowNode['kind'];
export type SetKind = SetNode['kind'];
export type CombiningKind = CombiningNode['kind'];
export type PlanKind = PlanNode['kind'];

/** The node of a kind. */
export type NodeOf<K extends PlanKind> = PlanNode & { readonly kind: K };

/** A total map over the operators. */
export type ByKind<R> = { readonly [K in PlanKind]: (node: NodeOf<K>) => R };

export function isSource(node: PlanNode): node is SourceNode {
  return node.kind === 'scan' || node.kind === 'dataset' || node.kind === 'metrics';
}

/** The inputs of a node, in order; subsearches inside expressions are not among them. */
export function inputsOf(node: PlanNode): readonly PlanNode[] {
  switch (node.kind) {
    case 'scan':
    case 'dataset':
    case 'metrics':
    case 'generate':
    case 'branch-input':
      return [];
    case 'union':
      return node.inputs;
    case 'join':
    case 'append-columns':
      return [node.input, node.right];
    case 'append-pipe':
      return [node.input, node.branch];
    case 'set-operation':
      return [node.left, node.right];
    case 'unsupported':
      return node.input === undefined ? [] : [node.input];
    default:
      return [node.input];
  }
}

/** The same operator over other inputs, in the order of {@link inputsOf}. */
export function withInputs(node: PlanNode, inputs: readonly PlanNode[]): PlanNode {
  switch (node.kind) {
    case 'scan':
    case 'dataset':
    case 'metrics':
    case 'generate':
    case 'branch-input':
      return node;
    case 'union':
      return { ...node, inputs };
    case 'join':
    case 'append-columns':
      return { ...node, input: inputs[0]!, right: inputs[1]! };
    case 'append-pipe':
      return { ...node, input: inputs[0]!, branch: inputs[1]! };
    case 'set-operation':
      return { ...node, left: inputs[0]!, right: inputs[1]! };
    case 'unsupported':
      return inputs.length === 0 ? node : { ...node, input: inputs[0]! };
    default:
      return { ...node, input: inputs[0]! } as PlanNode;
  }
}

/** Every node of a plan, inputs before the nodes that use them. */
export function* walkPlan(node: PlanNode): Generator<PlanNode> {
  for (const input of inputsOf(node)) yield* walkPlan(input);
  yield node;
}

/** Whether a part of a plan puts rows into a table or file: then it matters when it runs, and that it does. */
export function writesRows(root: PlanNode): boolean {
  for (const node of walkPlan(root)) {
    if (node.kind === 'write') return true;
    // A command that waits for its arguments may be one that writes.
    if (node.kind === 'apply' && node.procedure.name === 'filled') return true;
  }
  return false;
}

/** The operators of a plan in order, and how many assignments each makes: what tells instances of a template apart. */
export function planShape(root: PlanNode): string {
  const parts: string[] = [];
  for (const node of walkPlan(root))
    parts.push(node.kind === 'extend' ? `extend ${node.assignments.length}` : node.kind);
  return parts.join(', ');
}

/** A lowered search: the tree, and the plans of the subsearches that stand inside its expressions. */
export interface Plan {
  readonly root: PlanNode;
  readonly subsearches: ReadonlyMap<Pipeline, PlanNode>;
}
