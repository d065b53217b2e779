import { andNames } from '../fields/field-demand.js';
import type { CombiningKind } from '../plan.js';
import { kept, looksAtAll, type NarrowingByKind } from './narrowing.js';

/** The operators that bring rows together or send them away. */
export const combinationNarrowings: NarrowingByKind<CombiningKind> = {
  join: (node, wanted) => {
    const { keys } = node;
    // Without keys, or with names for the sides, it depends on the rows which fields are compared.
    if (keys === undefined || node.leftAlias !== undefined || node.rightAlias !== undefined) return looksAtAll(node);
    const times = node.useTime ? ['_time'] : [];
    return kept(
      node,
      andNames(wanted, [...keys.map(({ left }) => left), ...times]),
      andNames(wanted, [...keys.map(({ right }) => right), ...times]),
    );
  },

  union: (node, wanted) => {
    const asked = node.order === 'by-time' ? andNames(wanted, ['_time']) : wanted;
    return kept(node, ...node.inputs.map(() => asked));
  },

  'append-pipe': (node, wanted) => kept(node, wanted, wanted),
  'append-columns': (node, wanted) => kept(node, wanted, wanted),
  'set-operation': looksAtAll,
  map: looksAtAll,
  write: looksAtAll,
  unsupported: looksAtAll,
};
