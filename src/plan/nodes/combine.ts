import type { PlanBase } from '../base.js';
import type { PlanNode } from '../plan.js';

/** Rows of a subsearch put beside the rows they agree with (spl-commands 9.3). */
export interface Join extends PlanBase {
  readonly kind: 'join';
  readonly input: PlanNode;
  readonly right: PlanNode;
  readonly outer: boolean;
  /** Undefined: all fields both sides have. */
  readonly keys: readonly { readonly left: string; readonly right: string }[] | undefined;
  readonly leftAlias: string | undefined;
  readonly rightAlias: string | undefined;
  readonly overwrite: boolean;
  /** 0: every match. */
  readonly max: number;
  readonly useTime: boolean;
  readonly earlier: boolean;
}

/** Several inputs in one. `append`: one after the other; `by-time`: interleaved, newest first. */
export interface Union extends PlanBase {
  readonly kind: 'union';
  readonly inputs: readonly PlanNode[];
  readonly order: 'append' | 'by-time';
  /** Whether the first input is a subsearch as well, of which no more rows are taken than of the others. */
  readonly firstIsCut?: boolean;
  /** Rows taken from each input after the first; undefined: the limit of the run. */
  readonly maxRows: number | undefined;
}

/** The current rows, then what a subpipeline makes of them; `branch` begins with a `branch-input`. */
export interface AppendPipe extends PlanBase {
  readonly kind: 'append-pipe';
  readonly input: PlanNode;
  readonly branch: PlanNode;
}

/** The rows of the enclosing `append-pipe` or `foreach`. */
export interface BranchInput extends PlanBase {
  readonly kind: 'branch-input';
}

/** Row i of the subsearch merged into row i. */
export interface AppendColumns extends PlanBase {
  readonly kind: 'append-columns';
  readonly input: PlanNode;
  readonly right: PlanNode;
  readonly override: boolean;
  readonly maxRows: number | undefined;
}

export interface SetOperation extends PlanBase {
  readonly kind: 'set-operation';
  readonly operation: 'union' | 'diff' | 'intersect';
  readonly left: PlanNode;
  readonly right: PlanNode;
}

/** One run of a search per row (spl-commands 9.5). */
export interface MapSearch extends PlanBase {
  readonly kind: 'map';
  readonly input: PlanNode;
  /** Search text with `$field$` placeholders; macros in it are expanded when it runs. */
  readonly template: string;
  readonly templateSpan: PlanBase['span'];
  /** Undefined: the limit of the run; 0: one run per row. */
  readonly maxSearches: number | undefined;
}

/** Rows written to a lookup or file and passed on. */
export interface Write extends PlanBase {
  readonly kind: 'write';
  readonly input: PlanNode;
  readonly target: { readonly kind: 'lookup' | 'csv' | 'index'; readonly name: string };
  readonly append: boolean;
  readonly createEmpty: boolean;
  readonly overrideIfEmpty: boolean;
  readonly max: number | undefined;
  readonly keyField: string | undefined;
  /** Whether a row replaces the one of the table that has its key; otherwise it is left out. */
  readonly allowUpdates: boolean;
}

/** A command that is understood but cannot run here; the search is refused with the reason. */
export interface Unsupported extends PlanBase {
  readonly kind: 'unsupported';
  readonly input: PlanNode | undefined;
  readonly command: string;
  readonly reason: string;
}
