import type { NodeOf } from '../../plan/plan.js';
import type { Event } from '../../values/event.js';
import type { Value } from '../../values/value.js';
import { AggregationSet, GroupState } from '../aggregation.js';
import { groupKeys, type KeyOptions, keyText } from '../group-keys.js';
import { batchSize, collectRows, type OperatorCompiler, type Run } from '../operator.js';

const keyOptions: KeyOptions = { dedupSplitValues: false, missing: undefined };

/**
 * `annotate-groups`: the results of each group on every row of it; rows without a BY field stay as they are
 * (spl-commands 4.1). A row with several values in a BY field gets the results of the first [I].
 */
export function compileAnnotateGroups(node: NodeOf<'annotate-groups'>, compiler: OperatorCompiler): Run {
  const set = new AggregationSet(node.aggregations, compiler, { allNumeric: node.allNumeric }, node.by);
  const input = compiler.compile(node.input);
  return async function* (context) {
    const rows: (Event | undefined)[] = await collectRows(input(context), context, 'eventstats');
    const groups = new Map<string, GroupState>();
    const firstGroup: (GroupState | undefined)[] = [];
    for (const event of rows as readonly Event[]) {
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
    // Rows grow when they are given, and are not held any longer.
    for (let start = 0; start < rows.length; start += batchSize) {
      const batch: Event[] = [];
      for (let index = start; index < Math.min(rows.length, start + batchSize); index++) {
        const event = rows[index]!;
        rows[index] = undefined;
        const group = firstGroup[index];
        if (group !== undefined) for (const [name, value] of results.get(group)!) event.set(name, value);
        batch.push(event);
      }
      yield batch;
    }
  };
}
