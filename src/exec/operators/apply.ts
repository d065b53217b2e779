import type { TableProcedure } from '../../plan/nodes/procedure.js';
import type { NodeOf } from '../../plan/plan.js';
import type { OperatorCompiler, Run } from '../operator.js';
import { compileChart } from '../procedures/chart.js';
import { compileCombine } from '../procedures/combine.js';
import { compileConcurrency } from '../procedures/concurrency.js';
import { compileContingency } from '../procedures/contingency.js';
import { compileFieldsummary } from '../procedures/fieldsummary.js';
import { compileFilled } from '../procedures/filled.js';
import { compileFormat } from '../procedures/format.js';
import { compileGeostats } from '../procedures/geostats.js';
import { compileMakecontinuous } from '../procedures/makecontinuous.js';
import { compileMultikv } from '../procedures/multikv.js';
import { compileOutlier } from '../procedures/outlier.js';
import type { ProcedureCompiler, Procedures } from '../procedures/procedure.js';
import { compileReturn } from '../procedures/return.js';
import { compileSelfjoin } from '../procedures/selfjoin.js';
import { compileTimewrap } from '../procedures/timewrap.js';
import { compileTop } from '../procedures/top.js';
import { compileTotals } from '../procedures/totals.js';
import { compileTranspose } from '../procedures/transpose.js';
import { compileUntable } from '../procedures/untable.js';
import { compileXyseries } from '../procedures/xyseries.js';

const procedures: Procedures = {
  chart: compileChart,
  combine: compileCombine,
  concurrency: compileConcurrency,
  contingency: compileContingency,
  fieldsummary: compileFieldsummary,
  format: compileFormat,
  filled: compileFilled,
  multikv: compileMultikv,
  geostats: compileGeostats,
  makecontinuous: compileMakecontinuous,
  timewrap: compileTimewrap,
  outlier: compileOutlier,
  rare: compileTop,
  return: compileReturn,
  selfjoin: compileSelfjoin,
  top: compileTop,
  totals: compileTotals,
  transpose: compileTranspose,
  untable: compileUntable,
  xyseries: compileXyseries,
};

/** `apply`: computations that need more than one row at a time. */
export function compileApply(node: NodeOf<'apply'>, compiler: OperatorCompiler): Run {
  const make = procedures[node.procedure.name] as ProcedureCompiler<TableProcedure['name']>;
  return make(node.procedure, compiler.compile(node.input), compiler, node.input);
}
