import type { CompiledExpression } from '../functions/context.js';
import { scalarRegistry } from '../functions/scalar/index.js';
import type { Condition } from '../plan/nodes/row.js';
import type { NodeOf, Plan, PlanKind, PlanNode } from '../plan/plan.js';
import { compileRegex, type Regex } from '../regex/regex.js';
import type { Expression, Pipeline, SearchExpression } from '../syntax/ast.js';
import type { Event } from '../values/event.js';
import type { Semantics } from '../values/semantics.js';
import { compileExpression, type ExpressionEnvironment } from './compile-expression.js';
import { compileSearchTerms, type RowTest, type SearchEnvironment } from './compile-search.js';
import type { Batch, DatasetSource, ExecContext } from './context.js';
import type { JoinGate } from './keys/join-gate.js';
import type { KeyFilter } from './keys/key-filter.js';
import { PlanKeys } from './keys/plan-keys.js';
import { type OperatorCompiler, type Run, rowsToHold } from './operator.js';
import { operators } from './operators/index.js';
import type { PlanObserver } from './plan-observer.js';
import { type SubsearchResult, searchTextTest, subsearchResult } from './subsearch.js';

/**
 * Runs a plan: first the subsearches inside its expressions, inner before outer, then the tree, pulled batch by batch.
 * Nothing runs before the first batch is asked for. An observer sees the rows between the operators.
 */
export async function* executePlan(plan: Plan, context: ExecContext, observer?: PlanObserver): AsyncIterable<Batch> {
  const results = new Map<Pipeline, SubsearchResult>();
  // Whoever looks at the rows between the commands wants to see all of them.
  const keys = observer === undefined ? new PlanKeys(plan) : undefined;
  for (const [pipeline, node] of plan.subsearches) {
    const compiler = new PlanCompiler(plan, context.semantics, results, context, { observer, keys });
    const rows = await firstRows(compiler.compile(node)(context), context);
    results.set(pipeline, subsearchResult(rows, context));
  }
  const compiler = new PlanCompiler(plan, context.semantics, results, context, { observer, keys });
  yield* compiler.compile(plan.root)(context);
}

/** As many rows of a subsearch as are looked at: one more than the limit says that there were more. */
async function firstRows(rows: AsyncIterable<Batch>, context: ExecContext): Promise<Event[]> {
  const first: Event[] = [];
  for await (const batch of rowsToHold(rows, context, 'A subsearch')) {
    for (const event of batch) first.push(event);
    if (first.length > context.limits.subsearchRows) break;
  }
  return first;
}

/** Where a part of a plan is compiled. */
interface Surroundings {
  /** The rows that its `branch-input` stands for. */
  readonly branch?: Run | undefined;
  readonly observer?: PlanObserver | undefined;
  readonly keys?: PlanKeys | undefined;
}

class PlanCompiler implements OperatorCompiler {
  readonly #plan: Plan;
  readonly semantics: Semantics;
  readonly #results: ReadonlyMap<Pipeline, SubsearchResult>;
  readonly #branch: Run | undefined;
  readonly #context: ExecContext;
  readonly #observer: PlanObserver | undefined;
  readonly #keys: PlanKeys | undefined;
  readonly #expressions: ExpressionEnvironment;
  readonly #search: SearchEnvironment;

  constructor(
    plan: Plan,
    semantics: Semantics,
    results: ReadonlyMap<Pipeline, SubsearchResult>,
    context: ExecContext,
    { branch, observer, keys }: Surroundings,
  ) {
    this.#plan = plan;
    this.semantics = semantics;
    this.#results = results;
    this.#context = context;
    this.#branch = branch;
    this.#observer = observer;
    this.#keys = keys;
    this.#search = {
      semantics,
      subsearch: (pipeline, resolve, compared) => this.#result(pipeline).test(resolve, compared),
    };
    this.#expressions = {
      functions: scalarRegistry,
      semantics,
      regex: (pattern) => this.#tryRegex(pattern),
      search: (text) => searchTextTest(text, this.#search, context),
      subsearch: (pipeline) => this.#result(pipeline).value,
    };
  }

  #result(pipeline: Pipeline): SubsearchResult {
    const result = this.#results.get(pipeline);
    if (result === undefined) throw new Error('A subsearch is used before it has run.');
    return result;
  }

  compile(node: PlanNode): Run {
    const make = operators[node.kind] as (node: NodeOf<PlanKind>, compiler: OperatorCompiler) => Run;
    const run = make(node, this);
    return this.#observer === undefined ? run : this.#observer.after(node, run, this);
  }

  branchInput(): Run {
    if (this.#branch === undefined) throw new Error('A branch input outside a branch.');
    return this.#branch;
  }

  isTested(node: NodeOf<'filter'>): boolean {
    return !this.observed && this.#context.sources.filters?.isTested(node) === true;
  }

  get observed(): boolean {
    return this.#observer !== undefined;
  }

  withBranchInput(rows: Run): OperatorCompiler {
    return new PlanCompiler(this.#plan, this.semantics, this.#results, this.#context, {
      branch: rows,
      observer: this.#observer,
      keys: this.#keys,
    });
  }

  expression(expression: Expression): CompiledExpression {
    return compileExpression(expression, this.#expressions);
  }

  keyFilter(node: NodeOf<'aggregate'>): KeyFilter | undefined {
    return this.#keys?.filterOf(
      node,
      this.#context,
      (context, branch) => new PlanCompiler(this.#plan, this.semantics, this.#results, context, { branch }),
    );
  }

  joinGate(node: NodeOf<'join'>, side: 'left' | 'right'): JoinGate | undefined {
    return this.#keys?.gateOf(node, side);
  }

  subsearchText(pipeline: Pipeline): string | undefined {
    return this.#result(pipeline).text();
  }

  plan(plan: Plan): Run {
    return (context) => executePlan(plan, context);
  }

  dataset(node: NodeOf<'dataset'>): DatasetSource | undefined {
    return this.#context.sources.dataset(node.model, node.dataset, node);
  }

  searchTerms(expression: SearchExpression, resolveField?: (field: string) => string): RowTest {
    return compileSearchTerms(
      expression,
      resolveField === undefined ? this.#search : { ...this.#search, resolveField },
    );
  }

  condition(condition: Condition, resolveField?: (field: string) => string): RowTest {
    switch (condition.language) {
      case 'search':
        return this.searchTerms(condition.expression, resolveField);
      case 'eval': {
        const evaluate = this.expression(condition.expression);
        return (event, context) => evaluate(event, context) === true;
      }
      case 'regex':
        return this.#regexCondition(condition);
    }
  }

  /** Any value of the field; a missing field fits `!=` alone (spl-commands 7.2, the page of the command). */
  #regexCondition(condition: Condition & { language: 'regex' }): RowTest {
    const regex = this.regex(condition.pattern);
    const { field, negated } = condition;
    return (event) => {
      const value = event.get(field);
      if (value === null) return negated;
      const found =
        typeof value === 'object' ? value.some((each) => regex.test(String(each))) : regex.test(String(value));
      return found !== negated;
    };
  }

  regex(pattern: string): Regex {
    const regex = this.#tryRegex(pattern);
    if (regex === undefined) throw new Error(`A pattern that lowering should have refused: ${pattern}`);
    return regex;
  }

  #tryRegex(pattern: string): Regex | undefined {
    const compiled = compileRegex(pattern, {
      maxSubject: this.#context.limits.regexSubject,
      onLimit: (limited, limit) =>
        this.#context.note(
          limit === 'steps'
            ? `The pattern ${limited} needed too many steps on some texts; those count as not matching.`
            : `Texts longer than the limit regexSubject were cut for the pattern ${limited}.`,
        ),
    });
    if (!compiled.ok) return undefined;
    return this.#context.measured?.(compiled.regex) ?? compiled.regex;
  }
}
