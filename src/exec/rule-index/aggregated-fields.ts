import { findAggregate } from '../../functions/aggregate/index.js';
import { knownNames } from '../../plan/fields/row-shape.js';
import { type FieldFlow, fieldFlow } from '../../plan/fields.js';
import { inputsOf, type NodeOf, type Plan, type PlanNode } from '../../plan/plan.js';
import { once } from '../../support/once.js';
import type { SearchExpression } from '../../syntax/ast.js';
import { termsOf } from '../../syntax/parts.js';
import { hasWildcard } from '../../values/wildcard.js';
import { looksAtTime } from '../groups/aggregation.js';
import { hasSubsearch, isSearchFilter } from './source-filters.js';

/** All that a plan asks of the rows of a source, with the names that the search writes. */
export interface SourceReads {
  readonly fields: readonly string[];
  /** Those of them of which it may also ask how they are written in the text of the event. */
  readonly written: readonly string[];
  /** Undefined: each row counts by itself. */
  readonly merged?: MergedReads;
}

/**
 * What a plan asks besides, where rows that agree in all else may be given as one row of their weight (`FieldSource.weight`) that has
 * the values of all of them.
 */
export interface MergedReads {
  /** Fields of whose numbers the smallest and the largest are enough (`AggregateFunction.needs`). */
  readonly extremes: readonly string[];
  /** Fields of whose values each is needed once. */
  readonly distinct: readonly string[];
}

/**
 * What a plan asks of the rows of each source whose rows go into an aggregation and nowhere else: only filters by search terms stand in
 * between, of which the source tests those without a subsearch itself. Sources of which more may be asked are left out.
 */
export function aggregatedFields(plan: Plan): Map<PlanNode, SourceReads> {
  const found = new Map<PlanNode, SourceReads>();
  const seen = new Set<PlanNode>();
  const flow = once(() => fieldFlow(plan));
  const open: { readonly node: PlanNode; readonly reads: SourceReads | undefined }[] = [];
  for (const node of [plan.root, ...plan.subsearches.values()]) open.push({ node, reads: undefined });
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    const { node, reads } = next;
    if (node.kind === 'scan' || node.kind === 'dataset') {
      // A node that stands at two places gives rows for both.
      if (seen.has(node) || reads === undefined) found.delete(node);
      else found.set(node, reads);
      seen.add(node);
    } else if (node.kind === 'filter') {
      const names = isSearchFilter(node) ? namesLeft(node.condition.expression, flow) : undefined;
      open.push({ node: node.input, reads: names === undefined ? undefined : withNames(reads, names) });
    } else {
      const reads = node.kind === 'aggregate' ? (mergedReads(node) ?? allReads(node)) : undefined;
      for (const input of inputsOf(node)) open.push({ node: input, reads });
    }
  }
  return found;
}

function withNames(reads: SourceReads | undefined, names: readonly string[]): SourceReads | undefined {
  if (reads === undefined || names.length === 0) return reads;
  const asked = new Set(names);
  const others = (fields: readonly string[]): string[] => fields.filter((field) => !asked.has(field));
  const { fields, written, merged } = reads;
  return {
    fields: [...new Set([...fields, ...names])],
    written: [...new Set([...written, ...names])],
    ...(merged && { merged: { extremes: others(merged.extremes), distinct: others(merged.distinct) } }),
  };
}

/** All that an aggregation asks of rows which may be merged; undefined where each has to count by itself. */
function mergedReads({ by, aggregations }: NodeOf<'aggregate'>): SourceReads | undefined {
  const fields = new Set(by.map(({ field }) => field));
  const extremes = new Set<string>();
  const distinct = new Set<string>();
  for (const { argument, function: name, parameter, sparkline } of aggregations) {
    if (sparkline !== undefined || parameter !== undefined) return undefined;
    if (argument.kind === 'none') continue;
    const needs = findAggregate(name)?.definition.needs;
    if (needs === undefined || argument.kind === 'expression' || hasWildcard(argument.name)) return undefined;
    if (!fields.has(argument.name)) (needs === 'extremes' ? extremes : distinct).add(argument.name);
  }
  const merged = { extremes: [...extremes].filter((field) => !distinct.has(field)), distinct: [...distinct] };
  return { fields: [...fields], written: [], merged };
}

/** All that an aggregation asks of a row; undefined where that depends on the row. */
function allReads({ by, aggregations }: NodeOf<'aggregate'>): SourceReads | undefined {
  const fields = new Set(by.map(({ field }) => field));
  for (const each of aggregations) {
    const { argument } = each;
    if (argument.kind === 'expression' || (argument.kind === 'field' && hasWildcard(argument.name))) return undefined;
    if (argument.kind === 'field') fields.add(argument.name);
    if (looksAtTime(each)) fields.add('_time');
  }
  return { fields: [...fields], written: [] };
}

/** Fields that a condition asks of rows which their source has tested; undefined where that cannot be told. */
function namesLeft(expression: SearchExpression, flow: () => FieldFlow): readonly string[] | undefined {
  if (!hasSubsearch(expression)) return [];
  const names: string[] = [];
  for (const term of termsOf(expression)) {
    switch (term.kind) {
      case 'comparison':
      case 'in':
        names.push(term.field);
        break;
      case 'subsearch': {
        if (term.compared !== undefined) return undefined;
        const root = flow().plan.subsearches.get(term.pipeline);
        const shape = root === undefined ? undefined : flow().nodes.get(root)?.output;
        if (shape === undefined || shape.rest === 'any' || shape.rest.length > 0) return undefined;
        names.push(...knownNames(shape));
        break;
      }
      case 'keyword':
      case 'time':
        return undefined;
      default:
        break;
    }
  }
  return names.some((name) => special.test(name)) ? undefined : names;
}

/** Names that mean more than the field: text of a search, bounds of time, and metadata, which events may have several of. */
const special = /(?:^|\.)(?:search|query|_?(?:index_)?(?:earliest|latest)|index|source|sourcetype|eventtype)$/i;
