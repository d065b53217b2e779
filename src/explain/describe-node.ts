import type { PlanNode } from '../plan/plan.js';
import type { Source } from '../source/source.js';
import { spanText } from './plan-steps.js';

/** What an operator does, in a few words; `source` is the expanded search. */
export function describeNode(node: PlanNode, source: Source): string {
  const by = (fields: readonly string[]): string => (fields.length === 0 ? '' : ` by ${fields.join(', ')}`);
  switch (node.kind) {
    case 'scan':
    case 'metrics': {
      const window = Object.entries(node.window).map(([bound, time]) => ` ${bound}=${time}`);
      return `${node.kind === 'scan' ? 'events' : 'metrics'}${window.join('')}`;
    }
    case 'dataset':
      return `data set ${node.dataset === undefined ? node.model : `${node.model}.${node.dataset}`}`;
    case 'generate':
      return `rows from ${node.rows.from}${node.rows.from === 'lookup' ? ` ${node.rows.table}` : ''}`;
    case 'filter':
      return node.condition.language === 'regex'
        ? `${node.condition.field} matches ${node.condition.pattern}`
        : spanText(source, node.condition.expression.span, 100);
    case 'extend':
      return node.assignments.map((each) => each.target).join(', ');
    case 'project':
      return `${node.mode} ${node.patterns.join(', ')}`;
    case 'rename':
      return node.pairs.map((each) => `${each.from} to ${each.to}`).join(', ');
    case 'extract':
      return node.method.name;
    case 'transform':
      return node.items.map((each) => `${each.change.name} ${each.pattern}`).join(', ');
    case 'lookup':
      return `${node.table} on ${node.inputs.map((each) => each.event).join(', ')}`;
    case 'aggregate':
      return `${node.aggregations.map((each) => each.as).join(', ')}${by(node.by.map((each) => each.field))}`;
    case 'annotate-groups':
      return `${node.aggregations.map((each) => each.as).join(', ')}${by(node.by)}`;
    case 'dedup':
      return node.fields.join(', ');
    case 'sort':
      return node.keys.map((each) => `${each.descending ? '-' : ''}${each.field}`).join(', ');
    case 'limit':
      return node.which.name;
    case 'join':
      return (node.keys ?? []).map((each) => each.left).join(', ');
    case 'apply':
      return node.procedure.name === 'filled' ? node.procedure.command : node.procedure.name;
    case 'write':
      return `${node.target.kind} ${node.target.name}`;
    case 'unsupported':
      return `${node.command}: ${node.reason}`;
    default:
      return spanText(source, node.span, 60);
  }
}
