import type { NodeOf } from '../../plan/plan.js';
import { toText } from '../../values/coerce.js';
import { changeRows, type OperatorCompiler, type RowChange, type Run } from '../operator.js';

/** `extend`: fields computed one after the other; later assignments see earlier ones. */
export function compileExtend(node: NodeOf<'extend'>, compiler: OperatorCompiler): Run {
  return changeRows(compiler.compile(node.input), rowExtend(node, compiler));
}

/** Assignments to fields of one row, one after the other. */
export function rowExtend(
  { assignments }: Pick<NodeOf<'extend'>, 'assignments'>,
  compiler: OperatorCompiler,
): RowChange {
  const steps = assignments.map((each) => ({ ...each, evaluate: compiler.expression(each.expression) }));
  return (event, context) => {
    for (const step of steps) {
      const value = step.evaluate(event, context);
      const target = step.computed ? toText(event.get(step.target)) : step.target;
      // A Boolean cannot be stored; the check refuses it where it is visible before the run.
      if (target !== null && target !== '') event.set(target, typeof value === 'boolean' ? null : value);
    }
  };
}
