import { children, groupsOf, nodesOf, type Pattern, type RegexNode } from './ast.js';

/** What can be said of a node without a subject. */
export interface NodeFacts {
  /** It can match without consuming anything. Backreferences and calls count as able to. */
  readonly nullable: boolean;
  /** Length in code points when every match has the same; `undefined` otherwise. */
  readonly length: number | undefined;
  /** Nodes after counted repeats are written out, a measure of the cost of a native expression. */
  readonly expanded: number;
}

/** Facts of every node of a pattern, computed once. */
export type Facts = ReadonlyMap<RegexNode, NodeFacts>;

/** Computes the facts bottom up. */
export function computeFacts(pattern: Pattern): Facts {
  const facts = new Map<RegexNode, NodeFacts>();
  const groups = new Map<number, RegexNode>();
  for (const node of nodesOf(pattern.root))
    if (node.kind === 'group' && !groups.has(node.index)) groups.set(node.index, node);
  const order = [...nodesOf(pattern.root)].reverse();
  for (const node of order) facts.set(node, nodeFacts(node, facts, pattern, groups));
  return facts;
}

function nodeFacts(node: RegexNode, facts: Facts, pattern: Pattern, groups: ReadonlyMap<number, RegexNode>): NodeFacts {
  const below = children(node).map((child) => facts.get(child)!);
  const total = below.reduce((sum, each) => sum + each.expanded, 1);
  switch (node.kind) {
    case 'char':
    case 'set':
      return { nullable: false, length: 1, expanded: 1 };
    case 'sequence':
      return { nullable: below.every((each) => each.nullable), length: sumOf(below), expanded: total };
    case 'alternation':
      return { nullable: below.some((each) => each.nullable), length: commonOf(below), expanded: total };
    case 'group':
    case 'atomic':
      return { nullable: below[0]!.nullable, length: below[0]!.length, expanded: total };
    case 'repeat': {
      const { nullable, length } = below[0]!;
      const fixed = node.min === node.max && length !== undefined ? length * node.min : undefined;
      const copies = node.max === Number.POSITIVE_INFINITY ? Math.max(1, node.min) : Math.max(1, node.max);
      return { nullable: nullable || node.min === 0, length: fixed, expanded: total * copies };
    }
    case 'conditional': {
      const branches = [facts.get(node.yes)!, facts.get(node.no)!];
      return { nullable: branches.some((each) => each.nullable), length: commonOf(branches), expanded: total };
    }
    case 'backreference':
    case 'call': {
      // A group that is still open here (recursion) has no facts yet.
      const lengths = groupsOf(pattern, node.target).map((index) => facts.get(groups.get(index)!)?.length);
      const length = lengths.length === 1 ? lengths[0] : undefined;
      return { nullable: true, length, expanded: 1 };
    }
    case 'grapheme':
      return { nullable: false, length: undefined, expanded: 1 };
    case 'look':
    case 'anchor':
    case 'keep':
    case 'fail':
      return { nullable: true, length: 0, expanded: total };
  }
}

function sumOf(parts: readonly NodeFacts[]): number | undefined {
  let sum = 0;
  for (const { length } of parts) {
    if (length === undefined) return undefined;
    sum += length;
  }
  return sum;
}

function commonOf(parts: readonly NodeFacts[]): number | undefined {
  const length = parts[0]?.length;
  return parts.every((each) => each.length === length) ? length : undefined;
}
