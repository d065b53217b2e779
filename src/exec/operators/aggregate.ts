import type { NodeOf } from '../../plan/plan.js';
import { Event } from '../../values/event.js';
import type { Value } from '../../values/value.js';
import { AggregationSet, GroupState } from '../aggregation.js';
import { compileBins } from '../bins.js';
import type { ExecContext } from '../context.js';
import { resolvedInput } from '../dataset-input.js';
import { type GroupKeyValues, groupKeys, type KeyOptions } from '../group-keys.js';
import { GroupTable } from '../group-table.js';
import { inBatches, type OperatorCompiler, type Run, reportLimit } from '../operator.js';

/** `aggregate`: one row per group, incrementally; only the groups are held (spl-commands 3.1, 11.1). */
export function compileAggregate(node: NodeOf<'aggregate'>, compiler: OperatorCompiler): Run {
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
    const groups = new GroupTable<GroupState>(keyFields.length);
    let full = false;
    const filter = compiler.keyFilter(node);
    for await (const batch of input(context)) {
      const keys = batch.map((event) => groupKeys(event, keyFields, options));
      if (filter !== undefined) await filter.look(keys.flat(), groups, context);
      for (const [index, event] of batch.entries()) {
        for (const key of keys[index]!) {
          let state = groups.get(key);
          if (state === undefined) {
            if (filter?.rejects(key) === true) continue;
            if (groups.size >= context.limits.heldRows) {
              full = true;
              continue;
            }
            state = new GroupState(set, context);
            groups.add(key, state);
          }
          state.add(event);
        }
      }
    }
    if (full) reportLimit(context, 'The groups of an aggregation', 'heldRows', context.limits.heldRows);
    if (groups.size === 0 && fields.length === 0) groups.add([], new GroupState(set, context));
    const rows: Event[] = [];
    for (const [key, state] of groups.sorted()) {
      const row = rowOf(fields, key, state, context);
      if (row !== undefined) rows.push(row);
    }
    yield* inBatches(rows);
  };
}

/** BY fields in order, then the aggregations; a row without any cell is left out by default. */
function rowOf(
  fields: readonly string[],
  key: GroupKeyValues,
  state: GroupState,
  context: ExecContext,
): Event | undefined {
  const cells: [string, Value][] = fields.map((field, index) => [field, key[index]!]);
  for (const [name, value] of state.results()) cells.push([name, value]);
  if (cells.every(([, value]) => value === null) && context.semantics.emptyAggregateRow === 'dropped') return undefined;
  return Event.of(cells);
}
