import type { FieldFlow } from '../../plan/fields.js';
import type { Aggregate } from '../../plan/nodes/aggregate.js';
import type { Bin } from '../../plan/nodes/row.js';
import { inputsOf, type PlanNode } from '../../plan/plan.js';
import { fitsPattern } from '../../values/field-pattern.js';
import { defineRule } from '../define.js';
import { searchPlace } from '../place.js';

/** Aggregations that say when a group was seen: that their times are cut is no use of the bins. */
const whenSeen: ReadonlySet<string> = new Set(['min', 'max', 'earliest', 'latest', 'first', 'last', 'range']);

/** Times put into bins that the aggregation behind them does not tell apart. */
export const binNotGrouped = defineRule({
  id: 'bin-not-grouped',
  severity: 'warning',
  category: 'time',
  what: 'Times are put into bins, and the aggregation behind them is not grouped by them.',
  why: 'A threshold meant for each bin is compared with what the whole time range holds, and the first and last times are cut to bins.',
  fix: 'Add the time to the BY fields of the aggregation, or remove the bins.',
  good: [
    { search: 'index=a sourcetype=b | bin _time span=10m | stats count by _time, dest | where count > 5' },
    { search: 'index=a sourcetype=b | bin _time span=10m | stats dc(_time) as bins by dest' },
    { search: 'index=a sourcetype=b | bin _time span=1d | dedup _time, dest, user | stats count by dest' },
    { search: 'index=a sourcetype=b | bin _time span=10m as slot | stats count by slot, dest' },
  ],
  bad: [
    { search: 'index=a sourcetype=b | bin _time span=10m | stats count min(_time) as firstTime by dest' },
    { search: 'index=a sourcetype=b | bin _time span=10m as slot | eval x=1 | stats count by dest, x' },
  ],
  search(search, cx) {
    const { flow } = search;
    if (flow === undefined) return;
    for (const { node } of flow.nodes.values()) {
      if (node.kind !== 'aggregate') continue;
      const bin = binBefore(node, flow);
      if (bin === undefined) continue;
      const field = bin.as ?? bin.field;
      cx.report(`The bins have no effect: the aggregation behind them is not grouped by \`${field}\`.`, {
        at: searchPlace(search, bin.span),
        related: [searchPlace(search, { start: node.span.start, end: node.span.start + 5 }, 'groups without it')],
        help: [`Add \`${field}\` to its BY fields.`],
      });
    }
  },
});

/** The bins of times that come in and that nothing up to the aggregation, itself included, looks at. */
function binBefore(aggregate: Aggregate, flow: FieldFlow): Bin | undefined {
  const read: string[] = [];
  for (let node: PlanNode | undefined = aggregate.input; node !== undefined; node = inputsOf(node)[0]) {
    if (node.kind === 'bin' && node.field === '_time') {
      const field = node.as ?? node.field;
      return aggregate.by.some((key) => key.field === field) ||
        aggregate.aggregations.some((each) => looksAt(each, field)) ||
        read.some((name) => fitsPattern(name, field))
        ? undefined
        : node;
    }
    // Behind another aggregation there are other rows.
    if (node.kind === 'aggregate' || inputsOf(node).length !== 1) return undefined;
    for (const { name } of flow.nodes.get(node)?.reads ?? []) read.push(name);
  }
  return undefined;
}

function looksAt({ function: name, argument }: Aggregate['aggregations'][number], field: string): boolean {
  if (argument.kind === 'none') return false;
  if (argument.kind === 'expression') return true;
  return fitsPattern(argument.name, field) && !(field === '_time' && whenSeen.has(name));
}
