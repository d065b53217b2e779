import type { Aggregation, GroupKey } from '../plan/nodes/aggregate.js';
import type { ColumnSplit, SeriesScore } from '../plan/nodes/procedure.js';
import type { BinOptions } from '../plan/nodes/row.js';
import type { ClauseArgument, FieldArgument, OptionArgument } from '../syntax/ast.js';
import { aggregations, clause, type Form, fields, options, words } from '../syntax/forms.js';
import { lowerAggregations, namesLike } from './aggregations.js';
import type { CommandArguments } from './arguments.js';
import type { LowerContext } from './define.js';
import { alignment, boolean, decimal, integer, type OptionSpec, span, text } from './options.js';

/** How many columns a split makes, and which ones. */
export interface SeriesLimit {
  readonly end: 'top' | 'bottom';
  readonly count: number;
}

const seriesLimit: OptionSpec<SeriesLimit | undefined> = {
  expects: 'a whole number, or top or bottom with one, such as top5',
  text: 'How many columns a split makes at most; 0 for all, 10 without it. `bottom5` keeps the smallest.',
  fallback: undefined,
  read(value) {
    const match = value.kind === 'word' ? /^(top|bottom)?\s*(\d+)$/i.exec(value.text) : null;
    if (match === null) return undefined;
    return { end: match[1]?.toLowerCase() === 'bottom' ? 'bottom' : 'top', count: Number(match[2]) };
  },
};

/** Options of `chart` and `timechart` about bins; each belongs to the split it follows. */
export const binOptions = {
  span: span('The width of the bins.'),
  bins: integer(undefined, 'How many bins at most where there is no span.', { min: 2 }),
  minspan: span('The smallest width to choose where there is no span.'),
  start: decimal(undefined, 'The bins reach down to this number at least.'),
  end: decimal(undefined, 'The bins reach up to this number at least.'),
  aligntime: alignment('Where time bins of less than a day begin to count: earliest, latest or a time.'),
};

/** Options of `chart` and `timechart` about the columns of a split. */
export const splitOptions = {
  sep: text(': ', 'What stands between aggregation and value in column names, where there are several aggregations.'),
  format: text(undefined, 'Column names with `$AGG$` and `$VAL$`, where there are several aggregations.'),
  cont: boolean(true, 'Whether bins without events get rows too.'),
  limit: seriesLimit,
  agg: text(undefined, 'The function of its cells by which a series is ranked; sum without it.'),
  usenull: boolean(true, 'Whether events without the split field make a column.'),
  dedup_splitvals: boolean(false, 'Count a value that repeats inside one multivalue split field once.'),
  useother: boolean(true, 'Whether the columns beyond the limit are put together in one.'),
  nullstr: text('NULL', 'The name of the column of events without the split field.'),
  otherstr: text('OTHER', 'The name of the column of what is beyond the limit.'),
};

/** The options of commands with a split. */
export type SplitOptions = typeof splitOptions & typeof binOptions;

const split = (keyword: string): Form => clause(keyword, [fields('field', { min: 1 }), options()]);

/** `BY a b`, `OVER a BY b`, `where count in top5`. */
export const splitForms: readonly Form[] = [
  split('over'),
  split('by'),
  clause('where', [options(), words('condition on series', { min: 1 }), aggregations()]),
];

/** A field that rows or columns are made of, with its bins. */
export interface Split {
  readonly field: FieldArgument;
  readonly bins: BinOptions | undefined;
}

function readOption<T>(given: readonly OptionArgument[], name: string, spec: OptionSpec<T>): T {
  const found = given.find((each) => each.name === name);
  return (found === undefined ? undefined : spec.read(found.value)) ?? spec.fallback;
}

/** The bins that options ask for; undefined when none of them does. */
export function binsOf(given: readonly OptionArgument[]): BinOptions | undefined {
  if (!given.some((each) => Object.hasOwn(binOptions, each.name))) return undefined;
  return {
    span: readOption(given, 'span', binOptions.span),
    bins: readOption(given, 'bins', binOptions.bins),
    minimumSpan: readOption(given, 'minspan', binOptions.minspan),
    start: readOption(given, 'start', binOptions.start),
    end: readOption(given, 'end', binOptions.end),
    align: readOption(given, 'aligntime', binOptions.aligntime),
  };
}

/** The fields of a clause, each with the options written after it. */
export function splitsOf(args: CommandArguments<SplitOptions>, keyword: 'over' | 'by'): Split[] {
  const splits: { field: FieldArgument; options: OptionArgument[] }[] = [];
  for (const item of args.clause(keyword)?.all ?? []) {
    if (item.kind === 'field') splits.push({ field: item, options: [] });
    if (item.kind === 'option') splits[splits.length - 1]?.options.push(item);
  }
  return splits.map((each) => ({ field: each.field, bins: binsOf(each.options) }));
}

/** A split as the key of groups. */
export function keyOf(given: Split): GroupKey {
  return { field: given.field.name, bins: given.bins };
}

/** A condition on series needs series. */
export function refuseWhere(args: CommandArguments<SplitOptions>, command: string, cx: LowerContext): void {
  const given = args.all.find((each) => each.kind === 'clause' && each.keyword === 'where');
  if (given === undefined) return;
  cx.report(
    'wrong-arguments',
    { name: command, reason: 'takes a where clause only with a split into columns' },
    given.span,
  );
}

/** The column split with its choice of series; `several`: it makes several columns per value. */
export function lowerColumnSplit(
  given: Split,
  args: CommandArguments<SplitOptions>,
  command: string,
  several: boolean,
  cx: LowerContext,
): ColumnSplit {
  const { usenull, useother, nullstr, otherstr } = args.options;
  return {
    field: given.field.name,
    bins: given.bins,
    useNull: usenull,
    useOther: useother,
    nullText: nullstr,
    otherText: otherstr,
    keep: whereClause(args, command, cx) ?? limitOf(args, command, several, cx),
  };
}

function limitOf(
  args: CommandArguments<SplitOptions>,
  command: string,
  several: boolean,
  cx: LowerContext,
): ColumnSplit['keep'] {
  const { end, count } = args.options.limit ?? { end: 'top', count: cx.limits.chartColumns };
  // With several aggregations the frequency of the value decides (spl-commands 4.3).
  const name = args.options.agg ?? (several ? 'count' : 'sum');
  const at = args.option('agg')?.value.span ?? args.command.nameSpan;
  const score = scoreOf(name, undefined, at, command, cx);
  return { by: 'rank', score: score ?? scoreOf('count', undefined, at, command, cx)!, end, count, negated: false };
}

/** A bare `count` is the number of events; another bare function is taken over the cells, one of a field over the events. */
function scoreOf(
  name: string,
  argument: Aggregation | undefined,
  at: Aggregation['span'],
  command: string,
  cx: LowerContext,
): SeriesScore | undefined {
  if (argument !== undefined) return { over: 'events', aggregation: argument };
  const found = cx.aggregate(name.replace(/[()]/g, '').toLowerCase());
  if (found === undefined || (found.definition.only !== undefined && !found.definition.only.includes(command))) {
    cx.report('unknown-aggregation', { name }, at, { help: namesLike(name, { command }, cx) });
    return undefined;
  }
  return {
    over: found.definition.name === 'count' ? 'events' : 'cells',
    aggregation: {
      function: found.definition.name,
      parameter: found.parameter,
      argument: { kind: 'none' },
      as: 'score',
      named: true,
      sparkline: undefined,
      span: at,
    },
  };
}

const condition = /^\s*(?:(in|notin)\s*(top|bottom)\s*(\d+)|([<>])\s*([+-]?(?:\d+\.?\d*|\.\d+)))\s*$/i;

/** `where <agg> (in|notin) (top|bottom)<n>`, `where <agg> > <number>`. */
function whereClause(
  args: CommandArguments<SplitOptions>,
  command: string,
  cx: LowerContext,
): ColumnSplit['keep'] | undefined {
  const given = args.clause('where');
  if (given === undefined) return undefined;
  const clauseArgument = args.all.find(
    (each): each is ClauseArgument => each.kind === 'clause' && each.keyword === 'where',
  )!;
  const call = given.aggregations[0];
  let rest = given.words.map((word) => word.text).join(' ');
  let name = 'sum';
  if (call === undefined) {
    const bare = /^[A-Za-z_]+[\d.]*(?=\s|[<>]|$)/.exec(rest)?.[0];
    if (bare !== undefined && !/^(?:in|notin)$/i.test(bare)) {
      name = bare;
      rest = rest.slice(bare.length);
    }
  }
  const match = condition.exec(rest);
  if (match === null || given.aggregations.length > 1) {
    const reason = 'takes a condition such as `where count in top5` or `where max(x) > 10` on its series';
    cx.report('wrong-arguments', { name: command, reason }, clauseArgument.span);
    return undefined;
  }
  const argument =
    call === undefined ? undefined : lowerAggregations([call], { command, expressions: true, wildcards: false }, cx)[0];
  if (call !== undefined && argument === undefined) return undefined;
  const score = scoreOf(name, argument, clauseArgument.span, command, cx);
  if (score === undefined) return undefined;
  if (match[4] !== undefined) return { by: 'bound', score, operator: match[4] as '<' | '>', value: Number(match[5]) };
  return {
    by: 'rank',
    score,
    end: match[2]!.toLowerCase() as 'top' | 'bottom',
    count: Number(match[3]),
    negated: match[1]!.toLowerCase() === 'notin',
  };
}
