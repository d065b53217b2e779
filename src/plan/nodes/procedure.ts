import type { Expression, Pipeline } from '../../syntax/ast.js';
import type { Span as BinSpan } from '../../values/time/span.js';
import type { PlanBase } from '../base.js';
import type { PlanNode } from '../plan.js';
import type { Aggregation, GroupKey } from './aggregate.js';
import type { BinOptions } from './row.js';
import type { TimeWindow } from './source.js';

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
  /** Which series are shown: those with the highest or lowest scores, or all others (a count of 0 keeps all); or those beyond a value. */
  readonly keep:
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
