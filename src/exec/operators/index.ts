import type { NodeOf, PlanKind } from '../../plan/plan.js';
import type { OperatorCompiler, Run } from '../operator.js';
import { compileAggregate } from './aggregate.js';
import { compileApply } from './apply.js';
import { compileExtend } from './extend.js';
import { compileExtract } from './extract.js';
import { compileFilter } from './filter.js';
import { compileLimit } from './limit.js';
import { compileProject } from './project.js';
import { compileRename } from './rename.js';
import { compileMetrics, compileScan } from './scan.js';
import { compileSort } from './sort.js';
import { compileTransform } from './transform.js';

/** How each plan operator runs. Total: an operator without an answer does not compile. */
export type Operators = { readonly [K in PlanKind]: (node: NodeOf<K>, compiler: OperatorCompiler) => Run };

export const operators: Partial<Operators> = {
  aggregate: compileAggregate,
  apply: compileApply,
  extend: compileExtend,
  extract: compileExtract,
  filter: compileFilter,
  limit: compileLimit,
  metrics: compileMetrics,
  project: compileProject,
  rename: compileRename,
  scan: compileScan,
  sort: compileSort,
  transform: compileTransform,
};
