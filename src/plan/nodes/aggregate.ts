import type { Span } from '../../source/span.js';
import type { Expression } from '../../syntax/ast.js';
import type { Span as BinSpan } from '../../values/time/span.js';
import type { PlanBase } from '../base.js';
import type { PlanNode } from '../plan.js';
import type { BinOptions } from './row.js';

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
