import { fieldOf } from '../../plan/fields/row-shape.js';
import type { NodeFlow } from '../../plan/fields.js';
import { inputsOf, type NodeOf, type PlanNode } from '../../plan/plan.js';
import { defineRule } from '../define.js';
import { namePlace, searchPlace } from '../place.js';

/** Aggregations whose results no event has under the name that they are given. */
const numbers = new Set(['count', 'dc', 'estdc', 'sum', 'avg', 'stdev', 'stdevp', 'range']);

/** A condition on the result of an aggregation, in front of it. */
export const fieldMadeLater = defineRule({
  id: 'field-made-later',
  severity: 'warning',
  category: 'fields',
  what: 'A condition asks events for a field that only a later `stats` makes, as a count or a sum.',
  why: 'Events have no such field, so no event passes and nothing is ever counted.',
  fix: 'Move the condition after the command that makes the field.',
  good: [
    { search: 'index=a sourcetype=b | stats dc(user) as users by dest | where users > 5 | eval user="-"' },
    { search: 'index=a sourcetype=b users=* | stats dc(users) as users by dest | eval user="-"' },
    { search: 'index=a sourcetype=b | where status > 400 | stats values(x) as status by dest, user' },
  ],
  bad: [{ search: 'index=a sourcetype=b | where users > 5 | stats dc(user) as users by dest | eval user="-"' }],
  search(search, cx) {
    if (search.flow === undefined) return;
    for (const { node, reads } of search.flow.nodes.values()) {
      if (node.kind !== 'aggregate') continue;
      for (const name of countedNames(node, reads)) {
        for (const before of nodesBelow(node)) {
          const flow = search.flow.nodes.get(before);
          const input = flow?.inputs[0];
          if (flow === undefined || before.kind !== 'filter' || input?.rest !== 'any') continue;
          const read = flow.reads.find((each) => each.name === name && each.use === 'condition' && !each.tolerant);
          if (read === undefined || fieldOf(input, name).from !== undefined) continue;
          cx.report(`Events have no field \`${name}\`: it is made further on.`, {
            at: read.exact ? searchPlace(search, read.span) : namePlace(search, read.span, name),
            related: [{ ...namePlace(search, node.span, name), message: 'here' }],
          });
        }
      }
    }
  },
});

/** Names of counts and the like, none of which the aggregation reads itself. */
function countedNames({ aggregations }: NodeOf<'aggregate'>, reads: NodeFlow['reads']): string[] {
  return aggregations.flatMap(({ function: name, as, named }) =>
    named && numbers.has(name) && !reads.some((read) => read.name === as) ? [as] : [],
  );
}

function* nodesBelow(top: PlanNode): Generator<PlanNode> {
  for (let node = inputsOf(top)[0]; node !== undefined; node = inputsOf(node)[0]) yield node;
}
