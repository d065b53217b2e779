import type { NodeOf, PlanKind } from '../../plan/plan.js';
import type { OperatorCompiler, Run } from '../operator.js';
import { compileAggregate } from './aggregate.js';
import { compileAnnotateGroups } from './annotate-groups.js';
import { compileAppendColumns } from './append-columns.js';
import { compileAppendPipe } from './append-pipe.js';
import { compileApply } from './apply.js';
import { compileBin } from './bin.js';
import { compileDataset } from './dataset.js';
import { compileDedup } from './dedup.js';
import { compileDisplay } from './display.js';
import { compileExtend } from './extend.js';
import { compileExtract } from './extract.js';
import { compileFill } from './fill.js';
import { compileFilter } from './filter.js';
import { compileForeach } from './foreach.js';
import { compileGenerate } from './generate.js';
import { compileJoin } from './join.js';
import { compileLimit } from './limit.js';
import { compileLookup } from './lookup.js';
import { compileMap } from './map.js';
import { compileProject } from './project.js';
import { compileRename } from './rename.js';
import { compileMetrics, compileScan } from './scan.js';
import { compileSetOperation } from './set-operation.js';
import { compileSort } from './sort.js';
import { compileTransaction } from './transaction.js';
import { compileTransform } from './transform.js';
import { compileUnion } from './union.js';
import { compileUnnest } from './unnest.js';
import { compileUnsupported } from './unsupported.js';
import { compileWindow } from './window.js';
import { compileWrite } from './write.js';

/** How each plan operator runs. Total: an operator without an answer does not compile. */
export type Operators = { readonly [K in PlanKind]: (node: NodeOf<K>, compiler: OperatorCompiler) => Run };

export const operators: Operators = {
  aggregate: compileAggregate,
  'append-columns': compileAppendColumns,
  'append-pipe': compileAppendPipe,
  'annotate-groups': compileAnnotateGroups,
  apply: compileApply,
  bin: compileBin,
  'branch-input': (_, compiler) => compiler.branchInput(),
  dataset: compileDataset,
  dedup: compileDedup,
  display: compileDisplay,
  extend: compileExtend,
  extract: compileExtract,
  fill: compileFill,
  filter: compileFilter,
  foreach: compileForeach,
  generate: compileGenerate,
  join: compileJoin,
  limit: compileLimit,
  lookup: compileLookup,
  map: compileMap,
  metrics: compileMetrics,
  project: compileProject,
  rename: compileRename,
  scan: compileScan,
  'set-operation': compileSetOperation,
  sort: compileSort,
  transaction: compileTransaction,
  transform: compileTransform,
  union: compileUnion,
  unnest: compileUnnest,
  unsupported: compileUnsupported,
  window: compileWindow,
  write: compileWrite,
};
