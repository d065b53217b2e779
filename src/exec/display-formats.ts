import type { Assignment } from '../plan/nodes/row.js';
import type { Plan, PlanNode } from '../plan/plan.js';
import type { Event } from '../values/event.js';
import { compileExpression } from './compile-expression.js';
import type { ExecContext } from './context.js';
import { plainEnvironment } from './plain-environment.js';

/** The formats that hold for the rows a plan gives, earlier ones first; rows that are made anew have none. */
function formatsOf(root: PlanNode): readonly Assignment[] {
  const found: Assignment[] = [];
  let at: PlanNode = root;
  for (;;) {
    switch (at.kind) {
      case 'display':
        found.unshift(...at.formats);
        break;
      case 'filter':
      case 'sort':
      case 'limit':
      case 'dedup':
      case 'project':
      case 'extend':
      case 'fill':
      case 'lookup':
      case 'extract':
        break;
      default:
        return found;
    }
    at = at.input;
  }
}

/**
 * What `fieldformat` makes of a result row for people to read; the row itself stays. Undefined when the search formats
 * nothing. Formats with subsearches show nothing.
 */
export function displayFormats(plan: Plan, context: ExecContext): ((row: Event) => Event) | undefined {
  const formats = formatsOf(plan.root);
  if (formats.length === 0) return undefined;
  const environment = plainEnvironment(context.semantics);
  const steps = formats.map((each) => ({
    target: each.target,
    evaluate: compileExpression(each.expression, environment),
  }));
  return (row) => {
    const shown = row.copy();
    for (const { target, evaluate } of steps) {
      const value = evaluate(row, context);
      if (value !== null && typeof value !== 'boolean') shown.set(target, value);
    }
    return shown;
  };
}
