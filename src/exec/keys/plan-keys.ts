import {
  type JoinCondition,
  type KeyCondition,
  type KeyDemand,
  keyConditions,
} from '../../plan/keys/key-conditions.js';
import type { NodeOf, Plan } from '../../plan/plan.js';
import { once } from '../../support/once.js';
import type { Event } from '../../values/event.js';
import type { ExecContext } from '../context.js';
import { joinKey } from '../join-key.js';
import { mapBatches, type OperatorCompiler, type Run } from '../operator.js';
import { JoinGate } from './join-gate.js';
import { JoinTest } from './join-test.js';
import { type GroupTest, KeyFilter } from './key-filter.js';
import { KeyTest } from './key-test.js';
import { Overheard } from './overheard.js';
import { compileRowCommands } from './row-commands.js';
import { RowKeyTest } from './row-key-test.js';

/** What makes commands ready to run in a context, on the rows of a branch where there is one. */
export type BranchCompiler = (context: ExecContext, branch?: Run) => OperatorCompiler;

/** What the commands of a plan ask of the groups before them, while it runs. */
export class PlanKeys {
  readonly #demands: () => ReadonlyMap<NodeOf<'aggregate'>, KeyDemand>;
  readonly #gates = new Map<JoinCondition, JoinGate>();

  constructor({ root, subsearches }: Plan) {
    this.#demands = once(() => keyConditions([root, ...subsearches.values()]));
  }

  /** What tells early which groups of an aggregation are dropped; undefined where that cannot be told. */
  filterOf(node: NodeOf<'aggregate'>, context: ExecContext, compilerIn: BranchCompiler): KeyFilter | undefined {
    const demand = this.#demands().get(node);
    if (demand === undefined) return undefined;
    const by = node.by.map(({ field }) => field);
    const keyTest = ({ keys, plan }: KeyCondition, passes?: (row: Event) => boolean): KeyTest | RowKeyTest => {
      const overheard = new Overheard(context);
      const fields = keys.map((place) => by[place]!);
      const commands = compileRowCommands(plan, fields, compilerIn(overheard.context), passes);
      if (commands !== undefined) return new RowKeyTest(keys, overheard, commands);
      return new KeyTest(keys, by, context, (inside, branch) => {
        const run = compilerIn(inside, branch).compile(plan);
        return passes === undefined ? run : mapBatches(run, (batch) => batch.filter(passes));
      });
    };
    const tests: GroupTest[] = demand.conditions.map((each) => keyTest(each));
    const { join } = demand;
    if (join !== undefined) {
      const gate = this.#gateOf(join);
      const agrees = (row: Event): boolean => {
        const key = joinKey(row, join.fields);
        return key !== undefined && gate.wanted?.has(key) === true;
      };
      tests.push(
        join.copies === undefined ? new JoinTest([], gate, keyTest(join, agrees)) : new JoinTest(join.copies, gate),
      );
    }
    return new KeyFilter(tests, by.length);
  }

  /** Undefined where no groups lie behind a side of a join, or fields decide that the groups do not know. */
  gateOf(node: NodeOf<'join'>, side: JoinCondition['side']): JoinGate | undefined {
    for (const { join } of this.#demands().values())
      if (join?.join === node && join.side === side) return this.#gateOf(join);
    return undefined;
  }

  #gateOf(condition: JoinCondition): JoinGate {
    let gate = this.#gates.get(condition);
    if (gate === undefined) {
      gate = new JoinGate();
      this.#gates.set(condition, gate);
    }
    return gate;
  }
}
