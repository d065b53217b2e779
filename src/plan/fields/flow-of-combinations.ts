import type { CombiningKind } from '../plan.js';
import { namedReads } from './field-reads.js';
import { type FlowByKind, unchanged } from './node-flow.js';
import {
  anyShape,
  either,
  eitherShape,
  emptyShape,
  type FieldFact,
  fieldOf,
  type RowShape,
  withFields,
  withRest,
} from './row-shape.js';

/** The fields of one table put beside those of another. */
function beside(left: RowShape, right: RowShape, overwrite: boolean, certain: boolean): RowShape {
  const facts = [...right.fields].flatMap(([name, fact]): [string, FieldFact][] => {
    if (fact.presence === 'never') return [];
    const old = fieldOf(left, name);
    if (old.presence === 'always' && !overwrite) return [];
    const found: FieldFact = certain ? fact : { ...fact, presence: 'maybe', constraints: [] };
    return [
      [
        name,
        old.presence === 'never' || (overwrite && certain && fact.presence === 'always')
          ? found
          : { ...either(old, found), constraints: [] },
      ],
    ];
  });
  // A field that one side lacks may come from the other.
  const gone =
    right.rest === 'any' ? [...left.fields].filter(([, fact]) => fact.presence === 'never').map(([name]) => name) : [];
  const open = { ...left, fields: new Map([...left.fields].filter(([name]) => !gone.includes(name))) };
  return withRest(withFields(open, facts), right.rest);
}

/** The operators that bring rows together or send them away. */
export const combinationFlows: FlowByKind<CombiningKind> = {
  join: ({ keys, leftAlias, rightAlias, overwrite, outer, span }, [left, right]) => {
    const joined = beside(left!, right!, overwrite, !outer);
    const output =
      leftAlias === undefined && rightAlias === undefined
        ? joined
        : withRest(
            joined,
            [leftAlias, rightAlias].flatMap((alias) => (alias === undefined ? [] : [`${alias}.*`])),
          );
    const names = (keys ?? []).map((key) => key.left);
    const present = outer
      ? output
      : withFields(
          output,
          names.flatMap((name): [string, FieldFact][] => {
            const fact = fieldOf(output, name);
            return fact.presence === 'never' ? [] : [[name, { ...fact, presence: 'always' }]];
          }),
        );
    return {
      output: present,
      reads: namedReads(keys === undefined ? ['*'] : names, span, 'key', keys === undefined),
      makes: [],
      drops: [],
    };
  },

  union: (_node, inputs) => unchanged(inputs.length === 0 ? emptyShape : inputs.reduce(eitherShape)),

  'append-pipe': (_node, [input, branch]) => unchanged(eitherShape(input!, branch!)),

  'append-columns': ({ override }, [input, right]) => unchanged(beside(input!, right!, override, false)),

  'set-operation': ({ operation }, [left, right]) =>
    unchanged(operation === 'intersect' ? left! : eitherShape(left!, right!)),

  // The rows are those of searches that are known when it runs.
  map: ({ template, span }) => ({
    output: anyShape,
    reads: namedReads(
      [...new Set([...template.matchAll(/\$([^$\s]+)\$/g)].map((match) => match[1]!))],
      span,
      'value',
      true,
    ),
    makes: [],
    drops: 'rest',
  }),

  write: ({ span }, [input]) => unchanged(input!, namedReads(['*'], span, 'listed', true)),

  unsupported: ({ span }) => ({
    output: anyShape,
    reads: namedReads(['*'], span, 'listed', true),
    makes: [],
    drops: [],
  }),
};
