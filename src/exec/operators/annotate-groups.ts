import type { NodeOf } from '../../plan/plan.js';
import { doubled } from '../../support/doubled.js';
import type { Event } from '../../values/event.js';
import { charactersPerValue, placeInTable } from '../../values/limits.js';
import type { Value } from '../../values/value.js';
import type { Batch, ExecContext } from '../context.js';
import { AggregationSet } from '../groups/aggregation.js';
import { groupKeys, plainKeys, SingleKeyReader } from '../groups/group-keys.js';
import { GroupStates } from '../groups/group-states.js';
import { GroupTable } from '../groups/group-table.js';
import { HeldRows } from '../groups/held-rows.js';
import { batchSize, changeRows, type OperatorCompiler, type Run, rowsToHold } from '../operator.js';
import { reportLimit } from '../report-limit.js';

/** The number of a row's group where it belongs to none. */
const noGroup = -1;

/**
 * `annotate-groups`: the results of each group on every row of it; rows without a BY field stay as they are
 * (spl-commands 4.1). A row with several values in a BY field gets the results of the first [I].
 */
export function compileAnnotateGroups(node: NodeOf<'annotate-groups'>, compiler: OperatorCompiler): Run {
  const set = new AggregationSet(node.aggregations, compiler, { allNumeric: node.allNumeric }, node.by);
  const input = compiler.compile(node.input);
  return async function* (context) {
    const { rows, groupOf, results } = await grouped(input(context), node.by, set, context);
    let index = 0;
    const write = (event: Event): void => {
      const group = groupOf[index++]!;
      if (group !== noGroup) results.write(group, event);
    };
    yield* changeRows(() => rows.take(), write)(context);
  };
}

/** All rows, the group of each whose results it gets, and those results; nothing else of the groups is held any longer. */
async function grouped(
  input: AsyncIterable<Batch>,
  by: readonly string[],
  set: AggregationSet,
  context: ExecContext,
): Promise<{ readonly rows: HeldRows; readonly groupOf: Int32Array; readonly results: GroupResults }> {
  const rows = new HeldRows();
  let groupOf = new Int32Array(batchSize);
  let count = 0;
  const single = new SingleKeyReader(by, plainKeys);
  const groups = new GroupTable(by.length, context.groupTexts.current);
  const states = new GroupStates(set, context);
  let full = false;
  for await (const batch of rowsToHold(input, context, 'eventstats')) {
    for (const event of batch) {
      let first = noGroup;
      const one = single.read(event);
      const keys = one === undefined ? groupKeys(event, by, plainKeys) : [one];
      if (keys.length > 0) states.read(event);
      for (const key of keys) {
        let group = groups.get(key);
        if (group === undefined) {
          // Rows that have several values may be in many more groups than there are rows.
          full ||= groups.size * placeInTable + groups.characters / charactersPerValue > context.limits.heldValues;
          if (full) continue;
          group = groups.addSought(key);
        }
        states.add(group);
        if (first === noGroup) first = group;
      }
      if (count === groupOf.length) groupOf = doubled(groupOf);
      groupOf[count++] = first;
      rows.add(event);
    }
  }
  if (full) reportLimit(context, 'The groups of eventstats', 'heldValues');
  return { rows, groupOf, results: new GroupResults(set, states, groups.size) };
}

/** What the aggregations of a command come to, by the number of the group. */
class GroupResults {
  readonly #names: readonly string[];
  /** A list for each name. */
  readonly #columns: readonly (readonly Value[])[];
  /** Of columns that patterns make, which differ from group to group. */
  readonly #others: readonly (readonly (readonly [string, Value])[])[];

  constructor(set: AggregationSet, states: GroupStates, count: number) {
    const numbers = Array.from({ length: count }, (_, group) => group);
    this.#names = set.fixed.map(({ as }) => as);
    this.#columns = set.fixed.map((_, column) => numbers.map((group) => states.result(group, column)));
    this.#others = set.hasPatterns ? numbers.map((group) => states.patternResults(group)) : [];
  }

  /** Writes the results of a group into a row; a field for which there is none is removed from it. */
  write(group: number, row: Event): void {
    for (let column = 0; column < this.#names.length; column++)
      row.set(this.#names[column]!, this.#columns[column]![group]!);
    for (const [name, value] of this.#others[group] ?? []) row.set(name, value);
  }
}
