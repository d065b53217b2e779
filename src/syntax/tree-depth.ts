import type { Span } from '../source/span.js';

/**
 * Operators, calls, groups and clauses that may lie inside one another in a parsed command. A chain such as `a+b+c`
 * counts one level for each operator, since its tree leans to the left; a third of what the stack bears.
 */
export const maxTreeDepth = 1000;

interface Part {
  readonly node: object;
  readonly depth: number;
}

/**
 * The place of a node that lies deeper than `maxTreeDepth`, which no walk over the tree may be given. Looks at whatever
 * has a `kind`, with a list of its own instead of recursion.
 */
export function deepNode(root: object): Span | undefined {
  const open: Part[] = [{ node: root, depth: 1 }];
  for (let part = open.pop(); part !== undefined; part = open.pop()) {
    const { node } = part;
    const isNode = 'kind' in node && 'span' in node;
    const depth = isNode ? part.depth + 1 : part.depth;
    if (isNode && depth > maxTreeDepth) return node.span as Span;
    for (const value of Object.values(node)) {
      if (typeof value === 'object' && value !== null && !('start' in value)) open.push({ node: value, depth });
    }
  }
  return undefined;
}
