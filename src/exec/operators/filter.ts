import type { NodeOf } from '../../plan/plan.js';
import { mapBatches, type OperatorCompiler, type Run } from '../operator.js';

/** `filter`: rows for which a condition holds; all, where their source gives no others. */
export function compileFilter(node: NodeOf<'filter'>, compiler: OperatorCompiler): Run {
  if (compiler.isTested(node)) return compiler.compile(node.input);
  const test = compiler.condition(node.condition);
  return mapBatches(compiler.compile(node.input), (batch, context) => batch.filter((event) => test(event, context)));
}
