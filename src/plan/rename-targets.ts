import { fieldCaptures } from '../values/field-pattern.js';
import { fillWildcard, hasWildcard } from '../values/wildcard.js';
import type { NodeOf } from './plan.js';

/**
 * What pairs of a `rename` call a field, or a pattern of fields, by itself; undefined: no pair is about it. Exact names win over
 * patterns, and of two patterns that fit the first.
 */
export function renameTargets(pairs: NodeOf<'rename'>['pairs']): (field: string) => string | undefined {
  const exact = new Map(pairs.filter(({ from }) => !hasWildcard(from)).map(({ from, to }) => [from, to]));
  const patterns = pairs.filter(({ from }) => hasWildcard(from));
  const targets = new Map<string, string | undefined>();
  return (field) => {
    if (exact.has(field)) return exact.get(field);
    if (targets.has(field)) return targets.get(field);
    let target: string | undefined;
    for (const { from, to } of patterns) {
      const captures = fieldCaptures(from, field);
      if (captures === null) continue;
      target = fillWildcard(to, captures);
      break;
    }
    // Field names come from data too: what is remembered stays bounded.
    if (targets.size < 10_000) targets.set(field, target);
    return target;
  };
}
