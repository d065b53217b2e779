import type { NodeOf } from '../../plan/plan.js';
import { renameTargets } from '../../plan/rename-targets.js';
import type { Event } from '../../values/event.js';
import type { Value } from '../../values/value.js';
import { hasWildcard } from '../../values/wildcard.js';
import { canRename, groupRows } from '../groups/group-rows.js';
import { mapBatches, type OperatorCompiler, type Run } from '../operator.js';
import { compileAggregate } from './aggregate.js';

/**
 * `rename`: all pairs act on the row as it came in; a target is replaced even by nothing (spl-commands 6.2). Rows of groups are
 * made under their new names.
 */
export function compileRename(node: NodeOf<'rename'>, compiler: OperatorCompiler): Run {
  const { input: groups } = node;
  if (groups.kind === 'aggregate' && !compiler.observed && canRename(groups, node)) {
    return compileAggregate(groups, compiler, groupRows(groups, node));
  }
  const rename = rowRename(node);
  return mapBatches(compiler.compile(node.input), (batch) => {
    for (const event of batch) rename(event);
    return batch;
  });
}

/** {@link compileRename} for one row. */
export function rowRename(node: NodeOf<'rename'>): (event: Event) => void {
  // What keeps its name keeps its place.
  const pairs = node.pairs.filter(({ from, to }) => from !== to);
  const exact = pairs.filter((pair) => !hasWildcard(pair.from));
  const values: Value[] = [];
  if (exact.length === pairs.length) {
    return (event) => {
      for (let i = 0; i < exact.length; i++) values[i] = event.get(exact[i]!.from);
      for (const { from } of exact) event.delete(from);
      for (let i = 0; i < exact.length; i++) event.set(exact[i]!.to, values[i]!);
    };
  }
  const targetOf = renameTargets(node.pairs);
  const names: string[] = [];
  return (event) => {
    let count = 0;
    for (const field of event.fieldNames()) {
      const target = targetOf(field);
      if (target === undefined || target === field) continue;
      names[count] = target;
      values[count++] = event.get(field);
      event.delete(field);
    }
    for (const { to } of exact) {
      const at = names.indexOf(to);
      if (at < 0 || at >= count) event.delete(to);
    }
    for (let i = 0; i < count; i++) event.set(names[i]!, values[i]!);
  };
}
