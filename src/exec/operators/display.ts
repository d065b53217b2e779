import type { NodeOf } from '../../plan/plan.js';
import type { OperatorCompiler, Run } from '../operator.js';

/** `display`: the rows pass; what they look like is asked of `displayFormats` by whoever shows them. */
export function compileDisplay(node: NodeOf<'display'>, compiler: OperatorCompiler): Run {
  return compiler.compile(node.input);
}
