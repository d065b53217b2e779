import type { NodeOf } from '../plan/plan.js';
import { renameTargets } from '../plan/rename-targets.js';
import { hasWildcard } from '../values/wildcard.js';

/**
 * The columns of rows behind a `rename`, and where each stands before it; renamed ones come last. Undefined where a column may be
 * replaced by another one, or by nothing.
 */
export function renamedColumns(
  node: NodeOf<'rename'>,
  columns: readonly string[],
): readonly { readonly name: string; readonly place: number }[] | undefined {
  const targetOf = renameTargets(node.pairs);
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
