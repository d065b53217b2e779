import type { Pipeline } from '../../syntax/ast.js';
import { hasWildcard } from '../../values/wildcard.js';
import { conjunctsOfEval, conjunctsOfSearch } from '../fields/constraint.js';
import { readsOfCondition } from '../fields/field-reads.js';
import type { Condition } from '../nodes/row.js';
import { inputsOf, type NodeOf, type PlanNode, writesRows } from '../plan.js';
import { KeyOrigins, type Origin, originOf } from './key-origins.js';
import { comparesFields, isPure, isPureAggregation } from './pure.js';

/** A condition on some of the BY fields of an aggregation: a group that does not meet it is dropped later and need not be held. */
export interface KeyCondition {
  /** Places of the fields in the BY list, ascending. */
  readonly keys: readonly number[];
  /** Commands on a `branch-input` of rows of these fields alone; the rows that come out meet the condition. */
  readonly plan: PlanNode;
}

/** Groups whose rows go to one side of a join, which finds partners for them by what is made of BY fields. */
export interface JoinCondition extends KeyCondition {
  readonly join: NodeOf<'join'>;
  readonly side: 'left' | 'right';
  /** The fields that are compared, in rows that come out of the plan. */
  readonly fields: readonly string[];
  /** Places of the BY fields whose values they are, in the same order; undefined where commands have made some of them. */
  readonly copies: readonly number[] | undefined;
}

/** What later commands ask of the groups of an aggregation. */
export interface KeyDemand {
  readonly conditions: readonly KeyCondition[];
  /** Rows without a partner are dropped by it. */
  readonly join: JoinCondition | undefined;
}

/**
 * For each aggregation, what the filters behind it ask of its BY fields and of what is made of them row by row, fewest fields first. Every part
 * of a conjunction is looked at by itself; those that look at other things are left to the filters. A command that has no say in
 * a condition does not run for it, so that it says nothing about the rows of dropped groups either (a regex that takes too long).
 * There are no conditions where the plan writes, as a lookup would find other rows early than late.
 */
export function keyConditions(roots: readonly PlanNode[]): ReadonlyMap<NodeOf<'aggregate'>, KeyDemand> {
  const found = new Map<NodeOf<'aggregate'>, KeyDemand>();
  if (roots.some(writesRows)) return found;
  const parents = parentsIn(roots);
  for (const node of parents.keys()) {
    if (node.kind !== 'aggregate' || node.by.length === 0) continue;
    const demand = demandOn(node, parents);
    if (demand !== undefined) found.set(node, demand);
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

function demandOn(
  aggregate: NodeOf<'aggregate'>,
  parents: ReadonlyMap<PlanNode, PlanNode | null>,
): KeyDemand | undefined {
  // The rows of dropped groups would not take their share of the random numbers.
  if (!aggregate.aggregations.every(isPureAggregation)) return undefined;
  const origins = new KeyOrigins(aggregate);
  const decided: Decided[] = [];
  let below: PlanNode = aggregate;
  let node = parents.get(below);
  for (; node != null; below = node, node = parents.get(node)) {
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
  const conditions = byKeys(aggregate, decided).map(({ keys, parts }) => {
    const { steps } = originOf(parts.map(({ origin }) => origin));
    const wanted = new Set([...steps, ...parts.map(({ filter }) => filter)]);
    return { keys, plan: planOf(wanted, origins, aggregate) };
  });
  const join = node?.kind === 'join' ? joinCondition(node, below, origins, aggregate) : undefined;
  return conditions.length === 0 && join === undefined ? undefined : { conditions, join };
}

/** Partners are found by the texts of values, so that it does not matter which of several values of the same text a group stands for. */
function joinCondition(
  join: NodeOf<'join'>,
  below: PlanNode,
  origins: KeyOrigins,
  aggregate: NodeOf<'aggregate'>,
): JoinCondition | undefined {
  const side = below === join.right ? 'right' : 'left';
  if (join.keys === undefined || (side === 'left' && join.outer)) return undefined;
  const fields = join.keys.map((key) => key[side]);
  const read = fields.map((field) => origins.of(field));
  const origin = originOf(read);
  if (origin.open) return undefined;
  const places = new Map(aggregate.by.map(({ field }, place) => [field, place]));
  const copies = read.flatMap(({ copy }) => (copy === undefined ? [] : places.get(copy)!));
  if (origins.regrouped && copies.length < fields.length) return undefined;
  return {
    join,
    side,
    fields,
    copies: copies.length < fields.length ? undefined : copies,
    keys: placesOf(origin, aggregate),
    plan: planOf(origin.steps, origins, aggregate),
  };
}

/** The places of the BY fields that have a say; what is the same for all groups is found out with any. */
function placesOf(origin: Origin, { by }: NodeOf<'aggregate'>): readonly number[] {
  const places = by.flatMap(({ field }, place) => (origin.keys.has(field) ? [place] : []));
  return places.length === 0 ? [0] : places;
}

/** Conditions that look at the same BY fields are one. */
function byKeys(
  aggregate: NodeOf<'aggregate'>,
  decided: readonly Decided[],
): { readonly keys: readonly number[]; readonly parts: readonly Decided[] }[] {
  const groups = new Map<string, { keys: readonly number[]; parts: Decided[] }>();
  for (const part of decided) {
    const keys = placesOf(part.origin, aggregate);
    const group = groups.get(keys.join());
    if (group === undefined) groups.set(keys.join(), { keys, parts: [part] });
    else group.parts.push(part);
  }
  return [...groups.values()].sort((a, b) => a.keys.length - b.keys.length);
}

/** Commands one behind the other, on the rows of a branch. */
function planOf(wanted: ReadonlySet<PlanNode>, { steps }: KeyOrigins, { span }: PlanNode): PlanNode {
  return steps
    .filter((step) => wanted.has(step))
    .reduce<PlanNode>((input, step) => ({ ...step, input }) as PlanNode, { kind: 'branch-input', span });
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
      return conjunctsOfSearch(condition.expression).map((expression) => ({ language: 'search', expression }));
    case 'eval':
      return conjunctsOfEval(condition.expression).map((expression) => ({ language: 'eval', expression }));
    case 'regex':
      return [condition];
  }
}
