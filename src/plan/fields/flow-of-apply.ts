import { fitsPattern } from '../../values/field-pattern.js';
import { summaryColumns } from '../declared-columns.js';
import type { NodeOf } from '../plan.js';
import { aggregated } from './aggregation-fact.js';
import { type FieldRead, namedReads, readsOfExpression } from './field-reads.js';
import { type FlowContext, madeAt, type OperatorFlow, unchanged } from './node-flow.js';
import {
  anyField,
  either,
  type FieldFact,
  fieldOf,
  knownNames,
  type RowShape,
  withFields,
  withRest,
} from './row-shape.js';

/** The fields of the computations that need a whole table. */
export function applyFlow(node: NodeOf<'apply'>, shape: RowShape, cx: FlowContext): OperatorFlow {
  const { procedure, span } = node;
  const made = (name: string, fact: Partial<FieldFact> = {}): [string, FieldFact] => [name, madeAt(span, fact)];
  const numeric: Partial<FieldFact> = { plurality: 'single', values: { kind: 'number' } };
  /** A new table: these columns, and perhaps others of names that come from the data. */
  const table = (
    columns: Iterable<readonly [string, FieldFact]>,
    reads: readonly FieldRead[],
    rest: RowShape['rest'] = [],
  ): OperatorFlow => ({
    output: withFields({ fields: new Map(), rest }, columns),
    reads,
    makes: [...columns].map(([name]) => name),
    drops: 'rest',
  });
  const key = (name: string): [string, FieldFact] => [
    name,
    { ...fieldOf(shape, name), presence: 'always', plurality: 'single' },
  ];
  const added = (columns: readonly [string, FieldFact][], reads: readonly FieldRead[]): OperatorFlow => ({
    output: withFields(shape, columns),
    reads,
    makes: [],
    drops: [],
  });
  switch (procedure.name) {
    case 'combine':
      return added(
        [[procedure.field, { ...fieldOf(shape, procedure.field), plurality: 'many' }]],
        namedReads([procedure.field], span),
      );
    case 'top':
    case 'rare': {
      const names = [...procedure.by, ...procedure.fields];
      const counted = [procedure.countField, procedure.percentField].flatMap((name) =>
        name === undefined ? [] : [made(name, { ...numeric, presence: 'always' })],
      );
      return table([...names.map(key), ...counted], namedReads(names, span, 'key'));
    }
    case 'chart': {
      const { columns, rest, reads } = aggregated(procedure.aggregations, shape, cx);
      const hidden = new Set(columns.map(([name]) => name));
      const computed = procedure.computed
        .flatMap(({ expression }) => readsOfExpression(expression, 'value', cx.pipelines))
        .filter((read) => !hidden.has(read.name));
      const keys = [procedure.row, procedure.column].flatMap((each) => (each === undefined ? [] : [each.field]));
      const score = procedure.column?.keep.score;
      const ranked = score?.over === 'events' ? aggregated([score.aggregation], shape, cx).reads : [];
      const all = [...reads, ...computed, ...ranked, ...namedReads(keys, span, 'key')];
      const row = procedure.row === undefined ? [] : [key(procedure.row.field)];
      // Column names are values of the split field.
      if (procedure.column !== undefined) return table(row, all, 'any');
      // Aggregations that only an expression uses make no column; no search can name them.
      const shown = columns.filter(([name]) => !name.startsWith('\u0000'));
      return table([...row, ...shown, ...procedure.computed.map(({ as }) => made(as, numeric))], all, rest);
    }
    case 'xyseries':
      return table([key(procedure.x)], namedReads([procedure.x, procedure.series, ...procedure.values], span), 'any');
    case 'untable':
      return table(
        [key(procedure.x), made(procedure.series, { presence: 'always', plurality: 'single' }), made(procedure.value)],
        namedReads([procedure.x, '*'], span, 'listed', true),
      );
    case 'transpose':
      return table(
        [made(procedure.column, { presence: 'always', plurality: 'single' })],
        namedReads(['*'], span, 'listed', true),
        'any',
      );
    case 'totals':
      return added(
        procedure.labelField === undefined
          ? []
          : [[procedure.labelField, either(fieldOf(shape, procedure.labelField), madeAt(span))]],
        namedReads(procedure.patterns.length === 0 ? ['*'] : procedure.patterns, span, 'listed', true),
      );
    case 'fieldsummary':
      return table(
        summaryColumns.map((name) => made(name)),
        namedReads(procedure.patterns.length === 0 ? ['*'] : procedure.patterns, span, 'listed', true),
      );
    case 'contingency':
      return table([made(procedure.first)], namedReads([procedure.first, procedure.second], span, 'key'), 'any');
    case 'concurrency':
      return added([made(procedure.output, numeric)], namedReads([procedure.duration, procedure.start], span));
    case 'makecontinuous':
      return added(
        [[procedure.field, { ...fieldOf(shape, procedure.field), constraints: [] }]],
        namedReads([procedure.field], span),
      );
    case 'outlier': {
      const patterns = procedure.patterns.length === 0 ? ['*'] : procedure.patterns;
      const names = knownNames(shape).filter((name) => patterns.some((pattern) => fitsPattern(pattern, name)));
      return added(
        names.map((name) => [name, { ...fieldOf(shape, name), values: anyField.values, constraints: [] }]),
        namedReads(patterns, span, 'value', true),
      );
    }
    case 'geostats': {
      const { reads } = aggregated(procedure.aggregations, shape, cx);
      const keys = [procedure.latitude, procedure.longitude, ...(procedure.by === undefined ? [] : [procedure.by])];
      return table([], [...reads, ...namedReads(keys, span, 'key')], 'any');
    }
    case 'multikv':
      return { output: withRest(shape, 'any'), reads: namedReads(['_raw'], span), makes: [], drops: [] };
    case 'format':
    case 'return': {
      const read =
        procedure.name === 'format'
          ? namedReads(['*'], span, 'listed', true)
          : namedReads(
              procedure.items.map((item) => item.field),
              span,
              'listed',
            );
      return table([made('search', { presence: 'always', plurality: 'single' })], read);
    }
    case 'filled':
      for (const piece of procedure.pieces) if (typeof piece !== 'string') cx.pipelines.push(piece);
      return table([], namedReads(['*'], span, 'listed', true), 'any');
    case 'timewrap':
      return table([key('_time')], namedReads(['*'], span, 'listed', true), 'any');
    case 'selfjoin':
      return unchanged(shape, namedReads(procedure.fields, span, 'key'));
  }
}
