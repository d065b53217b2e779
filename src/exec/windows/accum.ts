import { NumberSum } from '../../functions/aggregate/sum.js';
import type { WindowComputation } from '../../plan/nodes/window.js';
import { toNumber } from '../../values/coerce.js';
import type { RowStep } from './row-step.js';

/** `accum`: the sum so far; rows without a number get nothing (spl-commands 4.7). */
export function startAccum(compute: WindowComputation & { name: 'accum' }): RowStep {
  const sum = new NumberSum();
  return (event) => {
    const value = event.get(compute.field);
    if (typeof value === 'object' || toNumber(value) === null) return;
    sum.add([value]);
    event.set(compute.as, sum.result());
  };
}
