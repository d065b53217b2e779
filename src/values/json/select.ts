import type { Semantics } from '../semantics.js';
import type { JsonNode } from './node.js';
import type { SpathStep } from './spath-path.js';

/**
 * The nodes a path leads to, in document order (spl-commands 7.3). A key that an object repeats leads to each of its
 * values. Elements of an array are reached with `{}` or `{n}` only. `allOfOne`: what `{}` leads to where there is no array.
 */
export function selectJson(
  root: JsonNode,
  steps: readonly SpathStep[],
  allOfOne: Semantics['spathAllOfOne'] = 'nothing',
): readonly JsonNode[] {
  let nodes: readonly JsonNode[] = [root];
  for (const step of steps) {
    const next: JsonNode[] = [];
    for (const node of nodes) {
      if (step.kind === 'key') {
        if (node.kind !== 'object') continue;
        for (const member of node.members) if (member.name === step.name) next.push(member.value);
      } else if (node.kind === 'array') {
        if (step.kind === 'all') for (const item of node.items) next.push(item);
        else if (step.kind === 'index') {
          const item = node.items[step.index];
          if (item !== undefined) next.push(item);
        }
      } else if (step.kind === 'all' && allOfOne === 'itself') next.push(node);
    }
    if (next.length === 0) return next;
    nodes = next;
  }
  return nodes;
}
