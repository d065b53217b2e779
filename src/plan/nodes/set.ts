import type { Span } from '../../source/span.js';
import type { Expression, Pipeline } from '../../syntax/ast.js';
import type { Span as BinSpan } from '../../values/time/span.js';
import type { PlanBase } from '../base.js';
import type { PlanNode } from '../plan.js';
import type { BinOptions, Condition } from './row.js';
import type { TimeWindow } from './source.js';

/** One aggregation of stats and its relatives. */
export interface Aggregation {
  /** The function's own name in lower case (aliases resolved), without its number. */
  readonly function: string;
  /** The number in the name: `perc95`. */
  readonly parameter: number | undefined;
  readonly argument:
    | { readonly kind: 'none' }
    /** A field, or a pattern that stands for every field it fits. */
    | { readonly kind: 'field'; readonly name: string }
    | { readonly kind: 'expression'; readonly expression: Expression };
  /** The column; with a pattern argument a pattern with as many asterisks. */
  readonly as: string;
  /** Whether `as` was written. */
  readonly named: boolean;
  readonly sparkline: { readonly span: BinSpan | undefined } | undefined;
  /** Rows come in the order in which events were read: of equal times the later row is the newer. Otherwise the first one is. */
  readonly asRead?: true;
  readonly span: Span;
}

export interface GroupKey {
  readonly field: string;
  /** Bins for the key: `by _time span=1h`. */
  readonly bins: BinOptions | undefined;
}

/** One row per group (spl-commands 3.1, 11.1). */
export interface Aggregate extends PlanBase {
  readonly kind: 'aggregate';
  readonly input: PlanNode;
  readonly aggregations: readonly Aggregation[];
  readonly by: readonly GroupKey[];
  readonly allNumeric: boolean;
  readonly dedupSplitValues: boolean;
  /** Text that stands for a missing key (`tstats fillnull_value`); undefined: such rows are left out. */
  readonly missingKey: string | undefined;
  /** What `nomv` puts between the values of `list()` and `values()` later. */
  readonly delimiter?: string;
}

/** The results of aggregations added to every row of their group (`eventstats`). */
export interface AnnotateGroups extends PlanBase {
  readonly kind: 'annotate-groups';
  readonly input: PlanNode;
  readonly aggregations: readonly Aggregation[];
  readonly by: readonly string[];
  readonly allNumeric: boolean;
}

/** Running computations over the rows seen so far (`streamstats` and smaller ones). */
export interface Window extends PlanBase {
  readonly kind: 'window';
  readonly input: PlanNode;
  readonly compute: WindowComputation;
}

export type WindowComputation =
  | {
      readonly name: 'streamstats';
      readonly aggregations: readonly Aggregation[];
      readonly by: readonly string[];
      readonly current: boolean;
      /** 0: all rows so far. */
      readonly window: number;
      /** Seconds, or undefined. */
      readonly timeWindow: number | undefined;
      readonly global: boolean;
      readonly allNumeric: boolean;
      readonly resetOnChange: boolean;
      readonly resetBefore: Expression | undefined;
      readonly resetAfter: Expression | undefined;
    }
  | { readonly name: 'accum'; readonly field: string; readonly as: string }
  | { readonly name: 'delta'; readonly field: string; readonly as: string; readonly distance: number }
  | {
      readonly name: 'autoregress';
      readonly field: string;
      readonly as: string | undefined;
      readonly from: number;
      readonly to: number;
    }
  | {
      readonly name: 'trendline';
      readonly lines: readonly {
        readonly method: 'sma' | 'ema' | 'wma';
        readonly period: number;
        readonly field: string;
        readonly as: string;
      }[];
    };

export interface SortKey {
  readonly field: string;
  readonly descending: boolean;
  readonly order: 'auto' | 'str' | 'ip' | 'num';
}

export interface Sort extends PlanBase {
  readonly kind: 'sort';
  readonly input: PlanNode;
  readonly keys: readonly SortKey[];
  /** Undefined: the limit of the run; 0: all. */
  readonly limit: number | undefined;
  readonly reversed: boolean;
  /** No command of the search, but what puts events newest first: of equal rows the last one comes first. */
  readonly newest?: true;
}

/** Which rows stay by position (`head`, `tail`, `reverse`, `uniq`). */
export interface Limit extends PlanBase {
  readonly kind: 'limit';
  readonly input: PlanNode;
  readonly which:
    | {
        readonly name: 'head';
        readonly count: number | undefined;
        readonly until: Expression | undefined;
        readonly nullContinues: boolean;
        readonly keepLast: boolean;
      }
    | { readonly name: 'tail'; readonly count: number }
    | { readonly name: 'reverse' }
    | { readonly name: 'uniq' };
}

export interface Dedup extends PlanBase {
  readonly kind: 'dedup';
  readonly input: PlanNode;
  readonly count: number;
  readonly fields: readonly string[];
  readonly keepEvents: boolean;
  readonly keepEmpty: boolean;
  readonly consecutive: boolean;
}

/** Events grouped by fields, times and borders (spl-commands 10.1). */
export interface Transaction extends PlanBase {
  readonly kind: 'transaction';
  readonly input: PlanNode;
  readonly fields: readonly string[];
  /** Seconds; undefined: no limit. */
  readonly maxSpan: number | undefined;
  readonly maxPause: number | undefined;
  readonly maxEvents: number | undefined;
  readonly startsWith: Condition | undefined;
  readonly endsWith: Condition | undefined;
  readonly connected: boolean | undefined;
  readonly unifyEnds: boolean;
  readonly keepOrphans: boolean;
  readonly keepEvicted: boolean;
  readonly mvList: boolean | readonly string[];
  /** Stands in lists (`mvList`) for events without the field. */
  readonly nullText: string;
  /** `_raw` as a list of the events' texts. */
  readonly rawList: boolean;
  /** Bounds on what is open at once; undefined: the limits of the run. */
  readonly maxOpen: number | undefined;
  readonly maxOpenEvents: number | undefined;
}

/** A computation that needs the whole table. */
export interface Apply extends PlanBase {
  readonly kind: 'apply';
  readonly input: PlanNode;
  readonly procedure: TableProcedure;
}

/** What decides which series of a split are shown: a number per series. */
export interface SeriesScore {
  /** `cells`: the aggregation of the series' cells of the first column; `events`: of the events of the series. */
  readonly over: 'cells' | 'events';
  readonly aggregation: Aggregation;
}

/** The column split of `chart` and `timechart` (spl-commands 4.3). */
export interface ColumnSplit {
  readonly field: string;
  readonly bins: BinOptions | undefined;
  readonly useNull: boolean;
  readonly useOther: boolean;
  readonly nullText: string;
  readonly otherText: string;
  readonly keep: /** The series with the highest or lowest scores, or all others; a count of 0 keeps all. */
    | {
        readonly by: 'rank';
        readonly score: SeriesScore;
        readonly end: 'top' | 'bottom';
        readonly count: number;
        readonly negated: boolean;
      }
    | { readonly by: 'bound'; readonly score: SeriesScore; readonly operator: '<' | '>'; readonly value: number };
}

export type TableProcedure =
  | { readonly name: 'combine'; readonly field: string; readonly delimiter: string }
  | {
      readonly name: 'top' | 'rare';
      readonly fields: readonly string[];
      readonly by: readonly string[];
      readonly limit: number;
      readonly countField: string | undefined;
      readonly percentField: string | undefined;
      readonly other: string | undefined;
    }
  | {
      readonly name: 'chart';
      readonly aggregations: readonly Aggregation[];
      /** `chart eval(avg(x)/max(y)) as r`: computed from the aggregations of a cell, which are fields to the expression. */
      readonly computed: readonly { readonly as: string; readonly expression: Expression }[];
      /** The columns in the order written; aggregations that only `computed` uses are not among them. */
      readonly outputs: readonly string[];
      readonly row: GroupKey | undefined;
      readonly column: ColumnSplit | undefined;
      /** A value that repeats inside one multivalue split field counts once. */
      readonly dedupSplitValues: boolean;
      readonly separator: string;
      readonly format: string | undefined;
      readonly continuous: boolean;
      /**
       * Rows are time bins (`timechart`); `window`: the time range in the text of the search; `fixedRange`: they fill the
       * range rather than reach from the first to the last event.
       */
      readonly time:
        | {
            readonly partial: boolean;
            readonly fixedRange: boolean;
            readonly bins: BinOptions;
            readonly window: TimeWindow | undefined;
          }
        | undefined;
    }
  | {
      readonly name: 'xyseries';
      readonly x: string;
      readonly series: string;
      readonly values: readonly string[];
      readonly separator: string;
      readonly format: string | undefined;
      readonly grouped: boolean;
    }
  | { readonly name: 'untable'; readonly x: string; readonly series: string; readonly value: string }
  | {
      readonly name: 'transpose';
      readonly rows: number;
      readonly column: string;
      readonly header: string | undefined;
      readonly includeEmpty: boolean;
    }
  | {
      readonly name: 'totals';
      readonly patterns: readonly string[];
      readonly labelField: string | undefined;
      readonly label: string;
    }
  | { readonly name: 'fieldsummary'; readonly patterns: readonly string[]; readonly maxValues: number }
  | {
      readonly name: 'contingency';
      readonly first: string;
      readonly second: string;
      readonly maxRows: number;
      readonly maxColumns: number;
      readonly minRowCover: number;
      readonly minColumnCover: number;
      readonly total: string | undefined;
    }
  | { readonly name: 'concurrency'; readonly duration: string; readonly start: string; readonly output: string }
  | { readonly name: 'makecontinuous'; readonly field: string; readonly bins: BinOptions }
  | {
      readonly name: 'outlier';
      readonly patterns: readonly string[];
      readonly remove: boolean;
      readonly mark: boolean;
      readonly factor: number;
      readonly useLower: boolean;
    }
  | {
      readonly name: 'geostats';
      readonly aggregations: readonly Aggregation[];
      readonly by: string | undefined;
      readonly latitude: string;
      readonly longitude: string;
      readonly binLatitude: number;
      readonly binLongitude: number;
      readonly maxZoom: number;
      readonly limit: number;
      readonly outputLatitude: string;
      readonly outputLongitude: string;
    }
  /** A command whose text is put together when the search runs: pieces, and the texts of subsearches (spl-commands 9.1). */
  | { readonly name: 'filled'; readonly command: string; readonly pieces: readonly (string | Pipeline)[] }
  | {
      readonly name: 'multikv';
      readonly fields: readonly string[];
      readonly filter: readonly string[];
      readonly forceHeader: number | undefined;
      readonly noHeader: boolean;
      readonly keepRaw: boolean;
      readonly copyAttributes: boolean;
      readonly multiTable: boolean;
    }
  | {
      readonly name: 'format';
      readonly row: readonly [string, string, string, string, string, string];
      readonly multivalueSeparator: string;
      readonly maxResults: number;
      readonly empty: string;
    }
  | {
      readonly name: 'return';
      readonly count: number;
      readonly items: readonly {
        readonly field: string;
        readonly as: string | undefined;
        readonly valueOnly: boolean;
      }[];
    }
  | {
      readonly name: 'timewrap';
      readonly span: BinSpan;
      readonly series: 'relative' | 'short' | 'exact';
      readonly align: 'now' | 'end';
      readonly timeFormat: string;
      readonly window: TimeWindow | undefined;
      /** Whether the timechart before it splits by a field: then even a single column keeps its name. */
      readonly split: boolean;
    }
  | {
      readonly name: 'selfjoin';
      readonly fields: readonly string[];
      readonly overwrite: boolean;
      readonly max: number;
      readonly keepSingle: boolean;
    };
