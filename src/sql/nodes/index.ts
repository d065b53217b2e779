import type { PlanKind, PlanNode } from '../../plan/plan.js';
import type { Emitter } from '../emitter.js';
import { unsupported } from '../refusal.js';
import type { Relation } from '../relation.js';
import { emitAggregate, emitAnnotateGroups } from './aggregate.js';
import { emitApply } from './apply.js';
import {
  emitAppendColumns,
  emitAppendPipe,
  emitJoin,
  emitMap,
  emitSetOperation,
  emitUnion,
  emitUnsupported,
  emitWrite,
} from './combine.js';
import type { NodeTemplate, NodeTemplates } from './define.js';
import { emitExtract } from './extract.js';
import { emitFill } from './fill.js';
import { emitForeach } from './foreach.js';
import { emitLookup } from './lookup.js';
import { emitDedup, emitLimit, emitSort } from './positions.js';
import { emitBinNode, emitDisplay, emitExtend, emitFilter, emitProject, emitRename, emitUnnest } from './row-wise.js';
import { emitBranchInput, emitDataset, emitGenerate, emitMetrics, emitScan } from './sources.js';
import { emitTransaction } from './transaction.js';
import { emitTransform } from './transform.js';
import { emitWindow } from './windows.js';

/** The answer of every operator. */
export const nodeTemplates: NodeTemplates = {
  scan: emitScan,
  dataset: emitDataset,
  metrics: emitMetrics,
  generate: emitGenerate,
  'branch-input': emitBranchInput,
  filter: emitFilter,
  extend: emitExtend,
  project: emitProject,
  rename: emitRename,
  extract: emitExtract,
  transform: emitTransform,
  fill: emitFill,
  bin: emitBinNode,
  display: emitDisplay,
  unnest: emitUnnest,
  lookup: emitLookup,
  foreach: emitForeach,
  aggregate: emitAggregate,
  'annotate-groups': emitAnnotateGroups,
  window: emitWindow,
  sort: emitSort,
  limit: emitLimit,
  dedup: emitDedup,
  transaction: emitTransaction,
  apply: emitApply,
  join: emitJoin,
  union: emitUnion,
  'append-pipe': emitAppendPipe,
  'append-columns': emitAppendColumns,
  'set-operation': emitSetOperation,
  map: emitMap,
  write: emitWrite,
  unsupported: emitUnsupported,
};

/** How many commands a search may have here: templates call each other along the chain. */
const deepest = 500;

export function emitNode(node: PlanNode, cx: Emitter, depth: number): Relation {
  if (depth > deepest) return unsupported(`the search has more than ${deepest} steps`, node.span);
  return (nodeTemplates[node.kind] as NodeTemplate<PlanKind>)(node as never, cx);
}
