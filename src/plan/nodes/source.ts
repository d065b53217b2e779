import type { SearchExpression } from '../../syntax/ast.js';
import type { PlanBase } from '../base.js';

/** The bounds a search text gives for the time of its events, as written (spl-core 4.4). */
export interface TimeWindow {
  readonly earliest?: string;
  readonly latest?: string;
}

/** The events the search runs over, inside its time range. */
export interface Scan extends PlanBase {
  readonly kind: 'scan';
  readonly window: TimeWindow;
}

/** The events of a data set of a data model, with its defaults and calculations applied (spl-commands 11). */
export interface DatasetScan extends PlanBase {
  readonly kind: 'dataset';
  readonly model: string;
  /** Undefined: every root data set of the model. */
  readonly dataset: string | undefined;
  /** Field names with the lineage in front (`Processes.user`), or as they are. */
  readonly prefixed: boolean;
  /** Rows keep the other fields of their events (`from`). */
  readonly raw: boolean;
  readonly window: TimeWindow;
}

/** The data points of metric indexes: `metric_name`, `_value` and dimensions (spl-commands 11.3). */
export interface MetricsScan extends PlanBase {
  readonly kind: 'metrics';
  readonly window: TimeWindow;
}

/** Rows that come from no event. */
export interface Generate extends PlanBase {
  readonly kind: 'generate';
  readonly rows: GeneratedRows;
}

export type GeneratedRows =
  | { readonly from: 'makeresults'; readonly count: number; readonly annotate: boolean }
  | {
      readonly from: 'literal';
      readonly columns: readonly string[];
      readonly cells: readonly (readonly (string | null)[])[];
    }
  /** Rows written into the search: `makeresults format=csv data=".."`. */
  | { readonly from: 'inline'; readonly format: 'csv' | 'json'; readonly data: string }
  | { readonly from: 'gentimes'; readonly start: string; readonly end: string | undefined; readonly increment: string }
  | {
      readonly from: 'lookup';
      readonly table: string;
      readonly where: SearchExpression | undefined;
      readonly start: number;
      readonly max: number;
      readonly strict: boolean;
      /** `inputcsv` reads a file, never a definition. */
      readonly file: boolean;
      readonly tableSpan: PlanBase['span'];
    }
  | {
      readonly from: 'metadata';
      readonly type: 'hosts' | 'sources' | 'sourcetypes';
      /** Patterns of the indexes that are looked at; all of them without one. */
      readonly indexes: readonly string[];
    }
  | { readonly from: 'eventcount'; readonly summarize: boolean; readonly indexes: readonly string[] };
