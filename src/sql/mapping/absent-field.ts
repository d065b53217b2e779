import type { FieldFlow, NodeFlow } from '../../plan/fields.js';
import type { PlanNode } from '../../plan/plan.js';
import type { Span } from '../../source/span.js';
import { fillWildcard, hasWildcard, wildcardCaptures } from '../../values/wildcard.js';

/** What a search does with a field that no row has: shows it only, or decides by it at a place. */
export type AbsentUse =
  | { readonly kind: 'shown'; readonly span: Span }
  | { readonly kind: 'decides'; readonly span: Span; readonly how: string };

/**
 * Whether the rows that a search finds are the same when a field of its events is missing, as SPL has it for a log source
 * without the field. It is followed through aggregations and new names; wherever something else looks at it, the search decides
 * by it. `hasDefault`: the data set gives every row a text in its place, so that grouping by it loses no rows.
 */
export function useOfAbsent(flow: FieldFlow, field: string, hasDefault: boolean): AbsentUse {
  const names = new Set([field]);
  for (let before = 0; before !== names.size; ) {
    before = names.size;
    for (const node of flow.nodes.keys()) for (const name of namesAfter(node, names)) names.add(name);
  }
  let shown: Span | undefined;
  /** Where commands make the field of what events have of it, under its name. */
  const handedOn = new Set([...flow.nodes.keys()].flatMap(({ kind, span }) => (kind === 'fill' ? [span] : [])));
  for (const node of flow.nodes.values()) {
    for (const read of node.reads) {
      if (!names.has(read.name)) continue;
      if (read.name === field && isMade(node, field, handedOn)) {
        shown ??= read.span;
        continue;
      }
      const how = decidingUse(node, read.name, hasDefault && read.name === field);
      if (how !== undefined) return { kind: 'decides', span: read.span, how };
      for (const span of handingOn(node.node, names)) handedOn.add(span);
      if (read.name === field) shown ??= read.span;
    }
  }
  return { kind: 'shown', span: shown ?? flow.plan.root.span };
}

/** Whether a command before is there to make the field, such as `rex` a group: then it is no field of events. */
function isMade({ inputs }: NodeFlow, field: string, handedOn: ReadonlySet<Span>): boolean {
  return inputs.some((shape) => {
    const from = shape.fields.get(field)?.from;
    return from !== undefined && !handedOn.has(from);
  });
}

/** The places at which a command that reads one of the names makes a field of it. */
function* handingOn(node: PlanNode, names: ReadonlySet<string>): Iterable<Span> {
  switch (node.kind) {
    case 'transform':
      yield node.span;
      break;
    case 'aggregate':
    case 'annotate-groups':
      for (const { argument, span } of node.aggregations)
        if (argument.kind === 'field' && names.has(argument.name)) yield span;
      break;
    default:
  }
}

/** Further names under which a field is known after a command. */
function* namesAfter(node: PlanNode, names: ReadonlySet<string>): Iterable<string> {
  switch (node.kind) {
    case 'aggregate':
    case 'annotate-groups':
      for (const { argument, as } of node.aggregations)
        if (argument.kind === 'field' && names.has(argument.name)) yield as;
      break;
    case 'rename':
      for (const { from, to } of node.pairs) {
        if (!hasWildcard(from)) {
          if (names.has(from)) yield to;
          continue;
        }
        for (const name of names) {
          const captures = wildcardCaptures(from, name);
          if (captures !== null) yield fillWildcard(to, captures);
        }
      }
      break;
    case 'transform':
      for (const { pattern, as } of node.items) if (as !== undefined && names.has(pattern)) yield as;
      break;
    default:
  }
}

/** How a command decides by a field, in words; undefined where it passes it on or only shows it. */
function decidingUse({ node }: NodeFlow, name: string, hasDefault: boolean): string | undefined {
  switch (node.kind) {
    case 'aggregate': {
      const isKey = node.by.some(({ field }) => field === name);
      if (!isKey || hasDefault || node.missingKey !== undefined) return undefined;
      return 'rows without it are lost where they are grouped by it';
    }
    case 'annotate-groups':
      return node.by.includes(name) ? 'rows are grouped by it' : undefined;
    case 'rename':
    case 'project':
    case 'transform':
    case 'fill':
    case 'display':
      return undefined;
    case 'filter':
      return 'a condition looks at it';
    case 'sort':
      return node.limit === 0 ? undefined : 'rows are chosen by its order';
    default:
      return 'a later command works on it';
  }
}
