import type { NodeOf } from '../../plan/plan.js';
import type { Event } from '../../values/event.js';
import type { Value } from '../../values/value.js';
import { AggregationSet } from '../aggregation.js';
import type { ExecContext } from '../context.js';
import { groupKeys, type KeyOptions, SingleKeyReader } from '../group-keys.js';
import { GroupStates } from '../group-states.js';
import { GroupTable } from '../group-table.js';
import { batchSize, collectRows, type OperatorCompiler, type Run } from '../operator.js';

const keyOptions: KeyOptions = { dedupSplitValues: false, missing: undefined };

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
    const rows: (Event | undefined)[] = await collectRows(input(context), context, 'eventstats');
    const { groupOf, results } = annotations(rows as readonly Event[], node.by, set, context);
    // Rows grow when they are given, and are not held any longer.
    for (let start = 0; start < rows.length; start += batchSize) {
      const batch: Event[] = [];
      for (let index = start; index < Math.min(rows.length, start + batchSize); index++) {
        const event = rows[index]!;
        rows[index] = undefined;
        const group = groupOf[index]!;
        if (group !== noGroup) results.write(group, event);
        batch.push(event);
      }
      yield batch;
    }
  };
}

/** The group of each row whose results it gets, and those results; nothing else of the groups is held any longer. */
function annotations(
  rows: readonly Event[],
  by: readonly string[],
  set: AggregationSet,
  context: ExecContext,
): { readonly groupOf: Int32Array; readonly results: GroupResults } {
  const single = new SingleKeyReader(by, keyOptions);
  const groups = new GroupTable(by.length, context.groupTexts.current);
  const states = new GroupStates(set, context);
  const groupOf = new Int32Array(rows.length).fill(noGroup);
  for (let index = 0; index < rows.length; index++) {
    const event = rows[index]!;
    const one = single.read(event);
    for (const key of one === undefined ? groupKeys(event, by, keyOptions) : [one]) {
      const group = groups.get(key) ?? groups.add(key);
      states.add(group, event);
      if (groupOf[index] === noGroup) groupOf[index] = group;
    }
  }
  return { groupOf, results: new GroupResults(set, states, groups.size) };
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
