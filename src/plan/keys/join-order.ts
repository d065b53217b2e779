import type { SearchExpression } from '../../syntax/ast.js';
import { type NodeOf, type PlanNode, walkPlan } from '../plan.js';
import { isPure, isPureAggregation } from './pure.js';

/**
 * Whether the rows that are joined should be made before those of the subsearch: when they are groups of events of which a
 * condition leaves few, and the subsearch looks at all events. Then a subsearch that nothing can agree with need not run at all. Either
 * order comes to the same rows, as long as neither side does something that the other one notices.
 */
export function inputFirst({ input, right }: NodeOf<'join'>): boolean {
  return (
    isGrouped(input) &&
    selectivity(input) === 'some' &&
    selectivity(right) === 'all' &&
    isSettled(input) &&
    isSettled(right)
  );
}

/** Whether all events have been read when the first row is there. */
function isGrouped(root: PlanNode): boolean {
  for (let node: PlanNode | undefined = root; node !== undefined; node = inputOf(node))
    if (node.kind === 'aggregate') return true;
  return false;
}

function inputOf(node: PlanNode): PlanNode | undefined {
  return 'input' in node ? node.input : undefined;
}

/** Whether the source of rows gives some or all of its events; undefined for rows that are not made of events. */
function selectivity(root: PlanNode): 'some' | 'all' | undefined {
  let selects = false;
  for (let node: PlanNode | undefined = root; node !== undefined; node = inputOf(node)) {
    if (node.kind === 'scan' || node.kind === 'dataset') return selects ? 'some' : 'all';
    // Conditions count that stand directly behind the source.
    if (node.kind !== 'filter') selects = false;
    else if (node.condition.language === 'search' && isSelective(node.condition.expression)) selects = true;
  }
  return undefined;
}

/** Fields that say which log an event is from. */
const logFields: ReadonlySet<string> = new Set(['index', 'source', 'sourcetype', 'eventtype', 'host']);

/** Whether terms ask for something that most events do not have. */
function isSelective(expression: SearchExpression): boolean {
  switch (expression.kind) {
    case 'group':
      return isSelective(expression.inner);
    case 'and':
      return expression.operands.some(isSelective);
    case 'or':
      return expression.operands.every(isSelective);
    case 'comparison':
      return expression.operator === '=' && !logFields.has(expression.field) && !isAnything(expression.value.text);
    case 'in':
      return !logFields.has(expression.field) && !expression.values.some(({ text }) => isAnything(text));
    case 'keyword':
      return !isAnything(expression.text);
    default:
      return false;
  }
}

function isAnything(text: string): boolean {
  return /^\*+$/.test(text);
}

/** Whether a part of a plan gives the same rows whenever it runs, and runs without anybody noticing. */
function isSettled(root: PlanNode): boolean {
  for (const node of walkPlan(root)) {
    switch (node.kind) {
      case 'scan':
      case 'dataset':
      case 'rename':
      case 'project':
      case 'transform':
      case 'extract':
      case 'lookup':
      case 'fill':
      case 'bin':
      case 'unnest':
      case 'sort':
      case 'dedup':
      case 'join':
        break;
      case 'filter':
        if (node.condition.language === 'eval' && !isPure(node.condition.expression)) return false;
        break;
      case 'extend':
        if (!node.assignments.every(({ expression }) => isPure(expression))) return false;
        break;
      case 'aggregate':
      case 'annotate-groups':
        if (!node.aggregations.every(isPureAggregation)) return false;
        break;
      default:
        return false;
    }
  }
  return true;
}
