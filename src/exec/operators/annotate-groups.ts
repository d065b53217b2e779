import type { NodeOf } from '../../plan/plan.js';
import type { Value } from '../../values/value.js';
import { AggregationSet, GroupState } from '../aggregation.js';
import { groupKeys, type KeyOptions, keyText } from '../group-keys.js';
import { type OperatorCompiler, type Run, wholeTable } from '../operator.js';

const keyOptions: KeyOptions = { dedupSplitValues: false, missing: undefined };

/**
 * `annotate-groups`: the results of each group on every row of it; rows without a BY field stay as they are
 * (spl-commands 4.1). A row with several values in a BY field gets the results of the first [I].
 */
export function compileAnnotateGroups(node: NodeOf<'annotate-groups'>, compiler: OperatorCompiler): Run {
  const set = new AggregationSet(node.aggregations, compiler, { allNumeric: node.allNumeric }, node.by);
  return wholeTable(compiler.compile(node.input), 'eventstats', (rows, context) => {
    const groups = new Map<string, GroupState>();
    const firstGroup: (GroupState | undefined)[] = [];
    for (const event of rows) {
      const keys = groupKeys(event, node.by, keyOptions);
      let own: GroupState | undefined;
      for (const key of keys) {
        const text = keyText(key);
        let group = groups.get(text);
        if (group === undefined) {
          group = new GroupState(set, context);
          groups.set(text, group);
        }
        group.add(event);
        own ??= group;
      }
      firstGroup.push(own);
    }
    const results = new Map<GroupState, readonly (readonly [string, Value])[]>();
    for (const group of groups.values()) results.set(group, [...group.results()]);
    rows.forEach((event, index) => {
      const group = firstGroup[index];
      if (group === undefined) return;
      for (const [name, value] of results.get(group)!) event.set(name, value);
    });
    return rows;
  });
}
