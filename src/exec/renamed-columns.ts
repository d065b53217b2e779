import type { NodeOf } from '../plan/plan.js';
import { fieldCaptures } from '../values/field-pattern.js';
import { fillWildcard, hasWildcard } from '../values/wildcard.js';

/** What a `rename` calls fields, each by itself; undefined: it does not rename the field. */
export function renameTargets({ pairs }: NodeOf<'rename'>): (field: string) => string | undefined {
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

/**
 * The columns of rows behind a `rename`, and where each stands before it; renamed ones come last. Undefined where a column may be
 * replaced by another one, or by nothing.
 */
export function renamedColumns(
  node: NodeOf<'rename'>,
  columns: readonly string[],
): readonly { readonly name: string; readonly place: number }[] | undefined {
  const targetOf = renameTargets(node);
  const kept: { name: string; place: number }[] = [];
  const renamed: { name: string; place: number }[] = [];
  for (const [place, column] of columns.entries()) {
    const name = targetOf(column);
    if (name === undefined || name === column) kept.push({ name: column, place });
    else renamed.push({ name, place });
  }
  const { pairs } = node;
  // With patterns they come in the order of the row, otherwise in the order of the pairs.
  if (!pairs.some(({ from }) => hasWildcard(from))) {
    const order = new Map(pairs.map(({ to }, index) => [to, index]));
    renamed.sort((a, b) => order.get(a.name)! - order.get(b.name)!);
  }
  const all = [...kept, ...renamed];
  const names = new Set(all.map(({ name }) => name));
  if (names.size < all.length) return undefined;
  // A field that is not there replaces its target, too.
  const replaced = pairs.some(({ from, to }) => !hasWildcard(from) && !columns.includes(from) && names.has(to));
  return replaced ? undefined : all;
}
