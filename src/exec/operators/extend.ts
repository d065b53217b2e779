import type { NodeOf } from '../../plan/plan.js';
import type { NamePart } from '../../syntax/ast.js';
import { toText } from '../../values/coerce.js';
import type { Event } from '../../values/event.js';
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
      const target = step.computed === undefined ? step.target : nameFrom(step.computed, event);
      // A Boolean cannot be stored; the check refuses it where it is visible before the run.
      if (target !== null && target !== '') event.set(target, typeof value === 'boolean' ? null : value);
    }
  };
}

/** The name that the row gives; null when it lacks one of the fields. */
function nameFrom(parts: readonly NamePart[], event: Event): string | null {
  let name = '';
  for (const part of parts) {
    const piece = 'field' in part ? toText(event.get(part.field)) : part.text;
    if (piece === null) return null;
    name += piece;
  }
  return name;
}
