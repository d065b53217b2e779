import { autoregressNames } from '../nodes/window.js';
import type { SetKind } from '../plan.js';
import { aggregated } from './aggregation-fact.js';
import { type FieldRead, namedReads, readsOfCondition, readsOfExpression } from './field-reads.js';
import { applyFlow } from './flow-of-apply.js';
import { type FlowByKind, madeAt, unchanged } from './node-flow.js';
import { anyField, type FieldFact, fieldOf, type RowShape, withFields, withRest } from './row-shape.js';

/** The operators that look at many rows. */
export const setFlows: FlowByKind<SetKind> = {
  aggregate: ({ aggregations, by, missingKey, span }, [input], cx) => {
    const shape = input!;
    const { columns, rest, reads } = aggregated(aggregations, shape, cx, by.length > 0);
    const keys = by.map(({ field }): [string, FieldFact] => {
      const old = fieldOf(shape, field);
      const values = missingKey === undefined || old.presence === 'always' ? old.values : anyField.values;
      // A row without the key is left out, one with several values counts once for each.
      return [
        field,
        {
          ...old,
          presence: 'always',
          plurality: 'single',
          values,
          // Of several values a condition may have met another one.
          constraints: missingKey === undefined && old.plurality !== 'many' ? old.constraints : [],
        },
      ];
    });
    return {
      output: withFields({ fields: new Map(), rest, gathered: true }, [...keys, ...columns]),
      reads: [
        ...reads,
        ...namedReads(
          by.map((key) => key.field),
          span,
          'key',
          missingKey !== undefined,
        ),
      ],
      makes: columns.map(([name]) => name),
      drops: 'rest',
    };
  },

  'annotate-groups': ({ aggregations, by, span }, [input], cx) => {
    const { columns, rest, reads } = aggregated(aggregations, input!, cx);
    // Rows that lack a key belong to no group and get nothing.
    const keyed = by.some((name) => fieldOf(input!, name).presence !== 'always');
    const added = columns.map(([name, fact]): [string, FieldFact] => [
      name,
      keyed && fact.presence === 'always' ? { ...fact, presence: 'maybe' } : fact,
    ]);
    return {
      output: withRest(withFields(input!, added), input!.rest === 'any' ? 'any' : rest),
      reads: [...reads, ...namedReads(by, span, 'key')],
      makes: [],
      drops: [],
    };
  },

  window: ({ compute, span }, [input], cx) => {
    const shape = input!;
    const number = (name: string): [string, FieldFact] => [
      name,
      madeAt(span, { plurality: 'single', values: { kind: 'number' } }),
    ];
    const flow = (output: RowShape, reads: readonly FieldRead[]) => ({ output, reads, makes: [], drops: [] });
    switch (compute.name) {
      case 'streamstats': {
        const { columns, rest, reads } = aggregated(compute.aggregations, shape, cx);
        const resets = [compute.resetBefore, compute.resetAfter].flatMap((each) =>
          each === undefined ? [] : readsOfExpression(each, 'value', cx.pipelines),
        );
        const added = columns.map(([name, fact]): [string, FieldFact] => [
          name,
          fact.presence === 'always' ? { ...fact, presence: 'maybe' } : fact,
        ]);
        const known = [...shape.fields.keys(), ...columns.map(([name]) => name)];
        const foreseen = resets.map((read) => ({ ...read, tolerant: read.tolerant || known.includes(read.name) }));
        return flow(withRest(withFields(shape, added), shape.rest === 'any' ? 'any' : rest), [
          ...reads,
          ...namedReads(compute.by, span, 'key'),
          ...foreseen,
        ]);
      }
      case 'accum':
      case 'delta':
        return flow(withFields(shape, [number(compute.as)]), namedReads([compute.field], span));
      case 'autoregress': {
        const names = autoregressNames(compute);
        return flow(
          withFields(
            shape,
            names.map((name) => [name, madeAt(span)]),
          ),
          namedReads([compute.field], span),
        );
      }
      case 'trendline':
        return flow(
          withFields(
            shape,
            compute.lines.map((line) => number(line.as)),
          ),
          namedReads(
            compute.lines.map((line) => line.field),
            span,
          ),
        );
    }
  },

  sort: ({ keys, span }, [input]) =>
    unchanged(
      input!,
      namedReads(
        keys.map((key) => key.field),
        span,
        'key',
      ),
    ),

  limit: ({ which }, [input], cx) =>
    unchanged(
      input!,
      which.name === 'head' && which.until !== undefined
        ? readsOfExpression(which.until, 'condition', cx.pipelines)
        : [],
    ),

  dedup: ({ fields, keepEmpty, keepEvents, span }, [input]) => {
    const output =
      keepEmpty || keepEvents
        ? input!
        : withFields(
            input!,
            fields.flatMap((name): [string, FieldFact][] => {
              const old = fieldOf(input!, name);
              return old.presence === 'maybe' ? [[name, { ...old, presence: 'always' }]] : [];
            }),
          );
    return unchanged(output, namedReads(fields, span, 'key', keepEmpty));
  },

  transaction: ({ fields, startsWith, endsWith, span }, [input], cx) => {
    const reads = [startsWith, endsWith].flatMap((each) =>
      each === undefined ? [] : readsOfCondition(each, span, cx.pipelines),
    );
    const number = madeAt(span, { presence: 'always', plurality: 'single', values: { kind: 'number' } });
    // Values of the events of a transaction come together in one row.
    const gathered = new Map(
      [...input!.fields].map(([name, fact]): [string, FieldFact] => [
        name,
        name === '_time' || fact.presence === 'never' ? fact : { ...fact, plurality: 'many', constraints: [] },
      ]),
    );
    const made: [string, FieldFact][] = ['duration', 'eventcount', 'field_match_sum', 'linecount', 'closed_txn'].map(
      (name) => [name, number],
    );
    return {
      output: withFields({ ...input!, fields: gathered, gathered: true }, made),
      reads: [...namedReads(fields, span, 'key'), ...reads],
      makes: ['duration', 'eventcount', 'closed_txn'],
      drops: [],
    };
  },

  apply: (node, [input], cx) => applyFlow(node, input!, cx),
};
