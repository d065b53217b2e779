import type { SortKey } from '../../plan/nodes/set.js';
import type { NodeOf } from '../../plan/plan.js';
import { scalarText, toNumber } from '../../values/coerce.js';
import { compareAuto, compareIp, compareText } from '../../values/compare.js';
import type { Event } from '../../values/event.js';
import { type Scalar, valuesOf } from '../../values/value.js';
import { type OperatorCompiler, type Run, reportLimit, wholeTable } from '../operator.js';

function compareBy(order: SortKey['order'], a: Scalar, b: Scalar): number {
  switch (order) {
    case 'auto':
      return compareAuto(a, b);
    case 'str':
      return compareText(scalarText(a), scalarText(b));
    case 'ip':
      return compareIp(scalarText(a), scalarText(b));
    case 'num': {
      const left = toNumber(a);
      const right = toNumber(b);
      if (left !== null && right !== null) return left - right;
      if (left !== null) return -1;
      if (right !== null) return 1;
      return compareText(scalarText(a), scalarText(b));
    }
  }
}

/** Rows in order of the keys; null is last in both directions, equal rows keep their order (spl-commands 5.1). */
export function sortRows(rows: readonly Event[], keys: readonly SortKey[]): Event[] {
  const decorated = rows.map((event) => ({ event, values: keys.map((key) => valuesOf(event.get(key.field))[0]) }));
  decorated.sort((a, b) => {
    for (let i = 0; i < keys.length; i++) {
      const left = a.values[i];
      const right = b.values[i];
      if (left === undefined || right === undefined) {
        if (left !== right) return left === undefined ? 1 : -1;
        continue;
      }
      const order = compareBy(keys[i]!.order, left, right);
      if (order !== 0) return keys[i]!.descending ? -order : order;
    }
    return 0;
  });
  return decorated.map(({ event }) => event);
}

export function compileSort(node: NodeOf<'sort'>, compiler: OperatorCompiler): Run {
  const keys = node.reversed ? node.keys.map((key) => ({ ...key, descending: !key.descending })) : node.keys;
  return wholeTable(compiler.compile(node.input), 'sort', (rows, context) => {
    const sorted = sortRows(rows, keys);
    const limit = node.limit ?? context.limits.sortRows;
    if (limit === 0 || sorted.length <= limit) return sorted;
    if (node.limit === undefined) reportLimit(context, 'sort', 'sortRows', limit);
    return sorted.slice(0, limit);
  });
}
