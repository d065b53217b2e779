import type { Expression } from '../../syntax/ast.js';
import type { PlanBase } from '../base.js';
import type { PlanNode } from '../plan.js';
import type { Aggregation } from './aggregate.js';

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

/** The fields that `autoregress` copies earlier values to, the nearest first (spl-commands 4.7). */
export function autoregressNames({
  field,
  as,
  from,
  to,
}: Pick<WindowComputation & { name: 'autoregress' }, 'field' | 'as' | 'from' | 'to'>): string[] {
  return as === undefined ? Array.from({ length: to - from + 1 }, (_, index) => `${field}_p${from + index}`) : [as];
}
