import type { Expression, Pipeline, SearchExpression } from '../../syntax/ast.js';
import { hasWildcard } from '../../values/wildcard.js';
import { readsOfCondition } from '../fields/field-reads.js';
import type { Condition } from '../nodes/row.js';
import { inputsOf, type NodeOf, type PlanNode, writesRows } from '../plan.js';
import { KeyOrigins, type Origin, originOf } from './key-origins.js';
import { comparesFields, isPure } from './pure.js';

/** A condition on some of the BY fields of an aggregation: a group that does not meet it is dropped later and need not be held. */
export interface KeyCondition {
  /** Places of the fields in the BY list, ascending. */
  readonly keys: readonly number[];
  /** Commands on a `branch-input` of rows of these fields alone; the rows that come out meet the condition. */
  readonly plan: PlanNode;
}

/**
 * For each aggregation, what the filters behind it ask of its BY fields and of what is made of them row by row, fewest fields first. Every part
 * of a conjunction is looked at by itself; those that look at other things are left to the filters. A command that has no say in
 * a condition does not run for it, so that it says nothing about the rows of dropped groups either (a regex that takes too long).
 * There are no conditions where the plan writes, as a lookup would find other rows early than late.
 */
export function keyConditions(roots: readonly PlanNode[]): ReadonlyMap<NodeOf<'aggregate'>, readonly KeyCondition[]> {
  const found = new Map<NodeOf<'aggregate'>, readonly KeyCondition[]>();
  if (roots.some(writesRows)) return found;
  const parents = parentsIn(roots);
  for (const node of parents.keys()) {
    if (node.kind !== 'aggregate' || node.by.length === 0) continue;
    const conditions = conditionsBehind(node, parents);
    if (conditions.length > 0) found.set(node, conditions);
  }
  return found;
}

/** The node that each node gives its rows to; null for roots and where rows go to two places. */
function parentsIn(roots: readonly PlanNode[]): ReadonlyMap<PlanNode, PlanNode | null> {
  const parents = new Map<PlanNode, PlanNode | null>();
  const open = [...roots];
  for (const root of open) parents.set(root, null);
  for (let node = open.pop(); node !== undefined; node = open.pop()) {
    for (const input of inputsOf(node)) {
      if (parents.has(input)) parents.set(input, null);
      else {
        parents.set(input, node);
        open.push(input);
      }
    }
  }
  return parents;
}

/** Part of a filter that the BY fields decide. */
interface Decided {
  readonly filter: NodeOf<'filter'>;
  readonly origin: Origin;
}

function conditionsBehind(
  aggregate: NodeOf<'aggregate'>,
  parents: ReadonlyMap<PlanNode, PlanNode | null>,
): KeyCondition[] {
  // The rows of dropped groups would not take their share of the random numbers.
  if (aggregate.aggregations.some(({ argument }) => argument.kind === 'expression' && !isPure(argument.expression)))
    return [];
  const origins = new KeyOrigins(aggregate);
  const decided: Decided[] = [];
  for (let node = parents.get(aggregate); node != null; node = parents.get(node)) {
    if (node.kind === 'filter') {
      for (const condition of partsOf(node.condition)) {
        const filter = { ...node, condition };
        const origin = decidingOrigin(filter, origins);
        if (origin === undefined) continue;
        origins.steps.push(filter);
        decided.push({ filter, origin });
      }
    }
    if (!origins.follow(node)) break;
  }
  return byKeys(aggregate, decided).map(({ keys, parts }) => {
    const { steps } = originOf(parts.map(({ origin }) => origin));
    const wanted = new Set([...steps, ...parts.map(({ filter }) => filter)]);
    return {
      keys,
      plan: planOf(
        origins.steps.filter((step) => wanted.has(step)),
        aggregate,
      ),
    };
  });
}

/** Conditions that look at the same BY fields are one. */
function byKeys(
  { by }: NodeOf<'aggregate'>,
  decided: readonly Decided[],
): { readonly keys: readonly number[]; readonly parts: readonly Decided[] }[] {
  const groups = new Map<string, { keys: number[]; parts: Decided[] }>();
  for (const part of decided) {
    const keys = by.flatMap(({ field }, index) => (part.origin.keys.has(field) ? [index] : []));
    // What is the same for all groups is found out with any.
    if (keys.length === 0) keys.push(0);
    const group = groups.get(keys.join());
    if (group === undefined) groups.set(keys.join(), { keys, parts: [part] });
    else group.parts.push(part);
  }
  return [...groups.values()].sort((a, b) => a.keys.length - b.keys.length);
}

/** Commands one behind the other, on the rows of a branch. */
function planOf(steps: readonly PlanNode[], { span }: PlanNode): PlanNode {
  return steps.reduce<PlanNode>((input, step) => ({ ...step, input }) as PlanNode, { kind: 'branch-input', span });
}

/** What the rows are made of that a filter drops or keeps; undefined where the BY fields do not decide it. */
function decidingOrigin({ condition, span }: NodeOf<'filter'>, origins: KeyOrigins): Origin | undefined {
  if (condition.language === 'search' && !comparesFields(condition.expression)) return undefined;
  if (condition.language === 'eval' && !isPure(condition.expression)) return undefined;
  const pipelines: Pipeline[] = [];
  const reads = readsOfCondition(condition, span, pipelines);
  if (pipelines.length > 0 || reads.some(({ name }) => hasWildcard(name))) return undefined;
  const read = reads.map(({ name }) => origins.of(name));
  // Values of the same text are one group, of which only search terms are sure to think the same.
  if (origins.regrouped && (condition.language === 'eval' || read.some(({ copy }) => copy === undefined)))
    return undefined;
  const origin = originOf(read);
  return origin.open ? undefined : origin;
}

/** The parts of a condition that a row has to meet all of. */
function partsOf(condition: Condition): Condition[] {
  switch (condition.language) {
    case 'search':
      return termsOf(condition.expression).map((expression) => ({ language: 'search', expression }));
    case 'eval':
      return factorsOf(condition.expression).map((expression) => ({ language: 'eval', expression }));
    case 'regex':
      return [condition];
  }
}

function termsOf(root: SearchExpression): SearchExpression[] {
  const terms: SearchExpression[] = [];
  const open = [root];
  for (let node = open.pop(); node !== undefined; node = open.pop()) {
    if (node.kind === 'group') open.push(node.inner);
    else if (node.kind === 'and') open.push(...[...node.operands].reverse());
    else terms.push(node);
  }
  return terms;
}

function factorsOf(root: Expression): Expression[] {
  const factors: Expression[] = [];
  const open = [root];
  for (let node = open.pop(); node !== undefined; node = open.pop()) {
    if (node.kind === 'group') open.push(node.inner);
    else if (node.kind === 'binary' && node.operator === 'and') open.push(node.right, node.left);
    else factors.push(node);
  }
  return factors;
}
