import type { GroupKey } from '../plan/nodes/aggregate.js';
import type { TimeWindow } from '../plan/nodes/source.js';
import type { PlanNode } from '../plan/plan.js';
import { aggregations, clause, fields, options, searchTerms, words } from '../syntax/forms.js';
import { lowerAggregations } from './aggregations.js';
import type { CommandArguments } from './arguments.js';
import { datasetNode } from './dataset-rows.js';
import { type CommandDefinition, defineCommand, type LowerContext } from './define.js';
import { followedBy } from './no-rows.js';
import { boolean, integer, span, text } from './options.js';
import { eventsForChart, prestatsReaders } from './prestats.js';

const tstatsOptions = {
  prestats: boolean(false, 'Partial results, which a chart, timechart or stats behind it has to finish.'),
  append: boolean(false, 'Adds the rows to those before.'),
  local: boolean(false, 'Has no effect on results.'),
  summariesonly: boolean(false, 'Has no effect here: there are no summaries.'),
  include_reduced_buckets: boolean(false, 'Has no effect here.'),
  allow_old_summaries: boolean(false, 'Has no effect here: there are no summaries.'),
  use_summary_index_values: boolean(false, 'Has no effect here.'),
  chunk_size: integer(10_000_000, 'Has no effect on results.', { min: 1 }),
  fillnull_value: text(undefined, 'Stands for a missing BY field; without it such events are dropped.'),
  datamodel: text(undefined, 'After FROM: model, or model and data set.'),
  sid: text(undefined, 'After FROM: a search job, which is not at hand here.'),
  span: span('After BY _time: the width of the bins.'),
};

type TstatsArguments = CommandArguments<typeof tstatsOptions>;

/** Functions that need the values one by one (spl-commands 11.1). */
const unavailable = ['list', 'sparkline', 'rate_avg', 'rate_sum', 'per_second', 'per_minute', 'per_hour', 'per_day'];

/** The events FROM names, or the events of the indexes. */
function lowerSource(args: TstatsArguments, window: TimeWindow, cx: LowerContext): PlanNode {
  const { options: given, span: at } = args;
  const from = args.clause('from');
  if (from === undefined) {
    if (given.datamodel !== undefined)
      cx.report('missing-argument', { command: 'tstats', what: 'FROM before datamodel=' }, at);
    return { kind: 'scan', window, span: at };
  }
  if (given.datamodel !== undefined) return datasetNode(given.datamodel, 'prefixed', window, at);
  const what = given.sid === undefined ? (from.words[0]?.text ?? '') : `sid=${given.sid}`;
  if (what === '') cx.report('missing-argument', { command: 'tstats', what: 'datamodel= after FROM' }, at);
  const reason = `the summary ${what} is on a Splunk server. Read a data model instead.`;
  return { kind: 'unsupported', input: undefined, command: 'tstats', reason, span: at };
}

function groupKeys(args: TstatsArguments, cx: LowerContext): GroupKey[] {
  const by = args.clause('by', 'groupby');
  const spanOption = by?.option('span') ?? args.option('span');
  const keys = (by?.fields ?? []).map((field): GroupKey => {
    if (field.name.includes('*')) {
      cx.report('wrong-arguments', { name: 'tstats', reason: 'takes no wildcards in BY' }, field.span);
    }
    if (field.name !== '_time') return { field: field.name, bins: undefined };
    const { span: width } = args.options;
    return {
      field: '_time',
      bins: {
        span: width,
        bins: undefined,
        minimumSpan: undefined,
        start: undefined,
        end: undefined,
        align: undefined,
      },
    };
  });
  if (spanOption !== undefined && !keys.some((key) => key.field === '_time')) {
    cx.report(
      'wrong-arguments',
      { name: 'tstats', reason: 'takes span= only together with BY _time' },
      spanOption.span,
    );
  }
  return keys;
}

/** Whether `PREFIX(kbps=)` stands for a field. */
function usesPrefix(args: TstatsArguments): boolean {
  const fields = args.clause('by', 'groupby')?.fields ?? [];
  return (
    fields.some((field) => !field.quoted && /^prefix\(/i.test(field.name)) ||
    args.aggregations.some(({ argument }) => argument?.kind === 'aggregation' && argument.name === 'prefix')
  );
}

/** `tstats`: statistics over the events of a data model (spl-commands 11.1). */
export const tstats: CommandDefinition<typeof tstatsOptions> = defineCommand({
  name: 'tstats',
  kind: 'generating',
  mode: 'words',
  forms: [
    options(),
    aggregations({ min: 1 }),
    clause('from', [options(), words('namespace', { max: 1 })]),
    clause('where', [searchTerms()]),
    clause(['by', 'groupby'], [fields('field', { min: 1 }), options()]),
  ],
  switches: { from: 'words', where: 'search', by: 'names', groupby: 'names' },
  options: tstatsOptions,
  lower(args, input, cx) {
    const { options: given, span: at } = args;
    if (usesPrefix(args)) {
      const reason = 'PREFIX() reads the terms of index files. Take the value out of _raw with rex, and use stats.';
      return { kind: 'unsupported', input: undefined, command: 'tstats', reason, span: at };
    }
    const terms = args.clause('where')?.search;
    const where = terms === undefined ? undefined : cx.checkWindowed(terms);
    let rows = lowerSource(args, where?.window ?? {}, cx);
    if (where !== undefined) {
      rows = {
        kind: 'filter',
        input: rows,
        condition: { language: 'search', expression: where.expression },
        span: terms!.span,
      };
    }
    const list = lowerAggregations(
      args.aggregations,
      { command: 'tstats', expressions: false, wildcards: false, unavailable },
      cx,
    );
    const by = groupKeys(args, cx);
    if (given.prestats) {
      cx.partial({ command: 'tstats', span: at, readers: prestatsReaders, aggregations: list, adds: true });
      const events = eventsForChart(rows, list, by, given.fillnull_value, at);
      return given.append ? followedBy(input, events, at, Number.POSITIVE_INFINITY) : events;
    }
    const node: PlanNode = {
      kind: 'aggregate',
      input: rows,
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
    summary: 'Aggregates the events of a data set of a data model, or without FROM events by their fields.',
    notes: [
      'Fields carry the name of their data set: Processes.dest, All_Changes.Instance_Changes.image_id; `_time host source sourcetype index` do not. The letter case of the prefix does not count.',
      'WHERE takes search terms, `nodename=Root.Child` selects a child data set. Functions take fields only: no eval, no wildcards, no list().',
      'Events that lack a BY field are dropped unless fillnull_value names a text for it.',
      'There are no summaries here: summariesonly and allow_old_summaries have no effect.',
    ],
    examples: [],
  },
});
