import type { NodeOf } from '../../plan/plan.js';
import type { Event } from '../../values/event.js';
import { charactersPerValue, type Limits } from '../../values/limits.js';
import { compileBins } from '../bins.js';
import type { Batch } from '../context.js';
import { resolvedInput } from '../dataset-input.js';
import { AggregationSet } from '../groups/aggregation.js';
import { type GroupKeyValues, groupKeys, type KeyOptions, SingleKeyReader } from '../groups/group-keys.js';
import { type GroupRows, groupRows } from '../groups/group-rows.js';
import { GroupStates } from '../groups/group-states.js';
import { GroupTable } from '../groups/group-table.js';
import type { KeyFilter } from '../keys/key-filter.js';
import { batchSize, type OperatorCompiler, type Run } from '../operator.js';
import { reportLimit } from '../report-limit.js';

/**
 * `aggregate`: one row per group, incrementally; only the groups are held (spl-commands 3.1, 11.1). A row without any cell is left
 * out by default. `rowsOf`: what makes the rows, of a command behind it whose work it does as well.
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
    const reader = new SingleKeyReader(keyFields, options);
    const groups = new GroupTable(keyFields.length, context.groupTexts.current);
    const copied = keyFields.map((field, place) => (options.change?.[place] === undefined ? field : undefined));
    const states = new GroupStates(set, context, copied);
    const filter = compiler.keyFilter(node);
    let full: 'heldRows' | 'heldValues' | undefined;
    const groupOf = (key: GroupKeyValues, passes: (key: GroupKeyValues) => boolean): number | undefined => {
      const group = groups.get(key);
      if (group !== undefined || !passes(key)) return group;
      full ??= limitOf(groups, context.limits);
      return full === undefined ? groups.addSought(key) : undefined;
    };
    const add = (event: Event, passes: (key: GroupKeyValues) => boolean): void => {
      const single = reader.read(event);
      if (single !== undefined) {
        const group = groupOf(single, passes);
        if (group === undefined) return;
        states.read(event, single);
        states.add(group);
        return;
      }
      let read = false;
      for (const key of groupKeys(event, keyFields, options)) {
        const group = groupOf(key, passes);
        if (group === undefined) continue;
        if (!read) states.read(event);
        read = true;
        states.add(group);
      }
    };
    const addLooked = async (batch: Batch, filter: KeyFilter): Promise<void> => {
      const events = batch.filter((event) => !filter.rejectsEvent(event, keyFields, options));
      const keys = events.map((event) => groupKeys(event, keyFields, options));
      await filter.look(keys.flat(), groups);
      const passes = (key: GroupKeyValues): boolean => !filter.rejects(key);
      for (const event of events) add(event, passes);
    };
    let ready = false;
    for await (const batch of input(context)) {
      if (filter === undefined || filter.idle) {
        for (const event of batch) add(event, passAll);
      } else {
        if (!ready) await filter.ready();
        ready = true;
        if (!filter.immediate) await addLooked(batch, filter);
        else {
          const passes = (key: GroupKeyValues): boolean => filter.passes(key);
          for (const event of batch) if (!filter.rejectsEvent(event, keyFields, options)) add(event, passes);
        }
      }
    }
    if (full !== undefined) reportLimit(context, 'The groups of an aggregation', full);
    if (groups.size === 0 && fields.length === 0) groups.add([]);
    let rows: Event[] = [];
    for (const row of rowsOf(groups, states, context)) {
      rows.push(row);
      if (rows.length < batchSize) continue;
      yield rows;
      rows = [];
    }
    if (rows.length > 0) yield rows;
  };
}

/** The limit by which no more group may be held. */
function limitOf(groups: GroupTable, limits: Limits): 'heldRows' | 'heldValues' | undefined {
  if (groups.size >= limits.heldRows) return 'heldRows';
  return groups.characters > limits.heldValues * charactersPerValue ? 'heldValues' : undefined;
}

function passAll(): boolean {
  return true;
}
