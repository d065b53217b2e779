import type { Aggregation, GroupKey } from '../plan/nodes/aggregate.js';
import type { PlanNode } from '../plan/plan.js';
import type { Span } from '../source/span.js';
import type { SearchComparison, SearchExpression } from '../syntax/ast.js';
import { aggregations, clause, fields, options, searchTerms } from '../syntax/forms.js';
import { type Span as BinSpan, parseSpan } from '../values/time/span.js';
import { hasWildcard } from '../values/wildcard.js';
import { lowerAggregations } from './aggregations.js';
import { type CommandDefinition, defineCommand, type LowerContext } from './define.js';
import { followedBy } from './no-rows.js';
import { boolean, integer, span, text } from './options.js';
import { eventsForChart, prestatsReaders } from './prestats.js';

const mstatsOptions = {
  chart: boolean(false, 'Splits the first BY field into columns.'),
  prestats: boolean(false, 'Partial results, which a chart, timechart or stats behind it has to finish.'),
  append: boolean(false, 'Adds the rows to those before.'),
  backfill: boolean(true, 'Has no effect on results.'),
  update_period: integer(1000, 'Has no effect on results.', { min: 0 }),
  fillnull_value: text(undefined, 'Stands for a missing BY field; without it such points are dropped.'),
  chunk_size: integer(10_000_000, 'Has no effect on results.', { min: 1 }),
  span: span('The width of the time bins; with it rows have `_time`.'),
  every: span('How often a bin begins; not supported.'),
};

/** `span=` may stand among the terms of WHERE; it is taken out of them. */
function takeSpan(terms: SearchExpression, cx: LowerContext): { rest: SearchExpression; span: BinSpan | undefined } {
  const parts = terms.kind === 'and' ? terms.operands : [terms];
  const isSpan = (part: SearchExpression): part is SearchComparison =>
    part.kind === 'comparison' && part.operator === '=' && /^(span|every)$/i.test(part.field);
  const given = parts.filter(isSpan);
  if (given.length === 0) return { rest: terms, span: undefined };
  let found: BinSpan | undefined;
  for (const part of given) {
    const parsed = parseSpan(part.value.text);
    if ('error' in parsed || part.field.toLowerCase() === 'every') {
      cx.report(
        'wrong-option-value',
        { option: part.field, expected: 'a span such as 10s', found: part.value.text },
        part.value.span,
      );
    } else {
      found = parsed;
    }
  }
  const operands = parts.filter((part) => !isSpan(part));
  return {
    rest:
      operands.length === 0 ? { kind: 'everything', span: terms.span } : { kind: 'and', operands, span: terms.span },
    span: found,
  };
}

/**
 * The points that an aggregation has a value of: others make no bin and no group of their own. Undefined where all points count, as for
 * `count` alone and for `_value`.
 */
function pointsOf(aggregations: readonly Aggregation[], at: Span): SearchExpression | undefined {
  const names = aggregations.map(({ argument }) => (argument.kind === 'field' ? argument.name : '_value'));
  if (names.length === 0 || names.some((name) => name === '_value' || name === '*')) return undefined;
  const test = (field: string, pattern: string): SearchExpression => ({
    kind: 'comparison',
    field,
    fieldSpan: at,
    operator: '=',
    value: { text: pattern, form: 'quoted', span: at },
    span: at,
  });
  const patterns = names.filter(hasWildcard);
  const operands = [
    ...names.filter((name) => !hasWildcard(name)).map((name) => test(name, '*')),
    ...patterns.map((pattern) => test('metric_name', pattern)),
  ];
  // A point of several metrics has no single name.
  if (patterns.length > 0) operands.push({ kind: 'not', operand: test('metric_name', '*'), span: at });
  return { kind: 'or', operands, span: at };
}

/** `mstats`: statistics over metric data points (spl-commands 11.3). */
export const mstats: CommandDefinition<typeof mstatsOptions> = defineCommand({
  name: 'mstats',
  kind: 'generating',
  mode: 'words',
  forms: [
    options(),
    aggregations({ min: 1 }),
    clause('where', [searchTerms()], { min: 1 }),
    clause(['by', 'groupby'], [fields('dimension', { min: 1 }), options()]),
  ],
  switches: { where: 'search', by: 'names', groupby: 'names' },
  options: mstatsOptions,
  lower(args, input, cx) {
    const { options: given, span: at } = args;
    const terms = args.clause('where')?.search ?? { kind: 'everything' as const, span: at };
    const { rest, span: spanAmongTerms } = takeSpan(terms, cx);
    const { expression, window } = cx.checkWindowed(rest);
    if (given.chart || given.every !== undefined) {
      const option = given.chart ? 'chart' : 'every';
      return {
        kind: 'unsupported',
        input: undefined,
        command: 'mstats',
        reason: `the option ${option}= is not computed here.`,
        span: at,
      };
    }
    const list = lowerAggregations(
      args.aggregations,
      { command: 'mstats', expressions: false, wildcards: true, unavailable: ['list', 'sparkline'] },
      cx,
    );
    const measured = pointsOf(list, terms.span);
    const points: PlanNode = {
      kind: 'filter',
      input: { kind: 'metrics', window, span: at },
      condition: {
        language: 'search',
        expression:
          measured === undefined ? expression : { kind: 'and', operands: [expression, measured], span: terms.span },
      },
      span: terms.span,
    };
    const width = given.span ?? spanAmongTerms;
    const bins = {
      span: width,
      bins: undefined,
      minimumSpan: undefined,
      start: undefined,
      end: undefined,
      align: undefined,
    };
    const by: GroupKey[] = width === undefined ? [] : [{ field: '_time', bins }];
    for (const field of args.clause('by', 'groupby')?.fieldNames ?? [])
      if (field !== '_time') by.push({ field, bins: undefined });
    if (given.prestats)
      cx.partial({ command: 'mstats', span: at, readers: prestatsReaders, aggregations: list, adds: true });
    const node: PlanNode = given.prestats
      ? eventsForChart(points, list, by, given.fillnull_value, at)
      : {
          kind: 'aggregate',
          input: points,
          aggregations: list,
          by,
          allNumeric: false,
          dedupSplitValues: false,
          missingKey: given.fillnull_value,
          delimiter: ' ',
          span: at,
        };
    return given.append ? followedBy(input, node, at, Number.POSITIVE_INFINITY) : node;
  },
  doc: {
    summary: 'Aggregates metric data points.',
    notes: [
      'A metric is named like a field: avg(cpu.util). Patterns stand for all metrics they fit: avg(process.*) as avg_process.*.',
      'Rows have `_time` only with span=, which may stand anywhere. Points that lack a BY dimension are dropped unless fillnull_value is given.',
    ],
    examples: [],
  },
});
