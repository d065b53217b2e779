import type { NodeOf } from '../../plan/plan.js';
import { Event } from '../../values/event.js';
import type { Value } from '../../values/value.js';
import { AggregationSet, GroupState } from '../aggregation.js';
import { compileBins } from '../bins.js';
import type { ExecContext } from '../context.js';
import { resolvedInput } from '../dataset-input.js';
import { compareKeys, type GroupKeyValues, groupKeys, type KeyOptions, keyText } from '../group-keys.js';
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
    const groups = new Map<string, { key: GroupKeyValues; state: GroupState }>();
    let full = false;
    for await (const batch of input(context)) {
      for (const event of batch) {
        for (const key of groupKeys(event, keyFields, options)) {
          const text = keyText(key);
          let group = groups.get(text);
          if (group === undefined) {
            if (groups.size >= context.limits.heldRows) {
              full = true;
              continue;
            }
            group = { key, state: new GroupState(set, context) };
            groups.set(text, group);
          }
          group.state.add(event);
        }
      }
    }
    if (full) reportLimit(context, 'The groups of an aggregation', 'heldRows', context.limits.heldRows);
    if (groups.size === 0 && fields.length === 0) groups.set('', { key: [], state: new GroupState(set, context) });
    const sorted = [...groups.values()].sort((a, b) => compareKeys(a.key, b.key));
    const rows = sorted.flatMap(({ key, state }) => rowOf(fields, key, state, context) ?? []);
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
