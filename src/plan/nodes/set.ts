import type { Expression } from '../../syntax/ast.js';
import type { PlanBase } from '../base.js';
import type { PlanNode } from '../plan.js';
import type { Condition } from './row.js';

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
