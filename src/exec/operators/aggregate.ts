import type { NodeOf } from '../../plan/plan.js';
import type { Event } from '../../values/event.js';
import { AggregationSet } from '../aggregation.js';
import { compileBins } from '../bins.js';
import { resolvedInput } from '../dataset-input.js';
import { type GroupKeyValues, groupKeys, type KeyOptions, SingleKeyReader } from '../group-keys.js';
import { type GroupRows, groupRows } from '../group-rows.js';
import { GroupStates } from '../group-states.js';
import { GroupTable } from '../group-table.js';
import { batchSize, type OperatorCompiler, type Run, reportLimit } from '../operator.js';

/**
 * `aggregate`: one row per group, incrementally; only the groups are held (spl-commands 3.1, 11.1). A row without any cell is left
 * out by default.
 */
export function compileAggregate(
  node: NodeOf<'aggregate'>,
  compiler: OperatorCompiler,
  rowsOf: GroupRows = groupRows(node),
): Run {
  const { run: input, keyOf } = resolvedInput(node.input, compiler);
  const fields = node.by.map((key) => key.field);
  const keyFields = fields.map(keyOf);
  const aggregations = node.aggregations.map((each) =>
    each.argument.kind === 'field'
      ? { ...each, argument: { ...each.argument, name: keyOf(each.argument.name) } }
      : each,
  );
  const set = new AggregationSet(aggregations, compiler, { allNumeric: node.allNumeric }, keyFields);
  return async function* (context) {
    const options: KeyOptions = {
      dedupSplitValues: node.dedupSplitValues,
      missing: node.missingKey,
      change: node.by.map((key) => (key.bins === undefined ? undefined : compileBins(key.bins, key.field, context))),
    };
    const single = new SingleKeyReader(keyFields, options);
    const groups = new GroupTable(keyFields.length, context.groupTexts.current);
    const states = new GroupStates(set, context);
    const filter = compiler.keyFilter(node);
    const most = context.limits.heldRows;
    let full = false;
    const add = (key: GroupKeyValues, event: Event): void => {
      let group = groups.get(key);
      if (group === undefined) {
        if (filter?.rejects(key) === true) return;
        if (groups.size >= most) {
          full = true;
          return;
        }
        group = groups.add(key);
      }
      states.add(group, event);
    };
    for await (const batch of input(context)) {
      if (filter === undefined || filter.idle) {
        for (const event of batch) {
          const key = single.read(event);
          if (key !== undefined) add(key, event);
          else for (const each of groupKeys(event, keyFields, options)) add(each, event);
        }
      } else {
        const events: Event[] = [];
        const keys: GroupKeyValues[] = [];
        for (const event of batch) {
          if (filter.rejectsEvent(event, keyFields, options)) continue;
          const key = single.read(event);
          for (const each of key === undefined ? groupKeys(event, keyFields, options) : [[...key]]) {
            events.push(event);
            keys.push(each);
          }
        }
        await filter.look(keys, groups);
        for (const [index, key] of keys.entries()) add(key, events[index]!);
      }
    }
    if (full) reportLimit(context, 'The groups of an aggregation', 'heldRows', most);
    if (groups.size === 0 && fields.length === 0) groups.add([]);
    let rows: Event[] = [];
    for (const row of rowsOf(groups, states, context.semantics.emptyAggregateRow === 'kept')) {
      rows.push(row);
      if (rows.length < batchSize) continue;
      yield rows;
      rows = [];
    }
    if (rows.length > 0) yield rows;
  };
}
