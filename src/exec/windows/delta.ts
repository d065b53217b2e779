import type { WindowComputation } from '../../plan/nodes/window.js';
import { toNumber } from '../../values/coerce.js';
import { roundSum } from '../../values/significant.js';
import type { Value } from '../../values/value.js';
import { Ring } from './ring.js';
import type { RowStep } from './row-step.js';

/** `delta`: the value less the one some rows before, where both are numbers (spl-commands 4.7). */
export function startDelta(compute: WindowComputation & { name: 'delta' }): RowStep {
  const { field, as, distance } = compute;
  const earlier = new Ring<Value>(distance);
  return (event) => {
    const value = event.get(field);
    const before = earlier.ago(distance) ?? null;
    const minuend = toNumber(value);
    // What is no number need not be held.
    earlier.push(minuend === null ? null : value);
    const subtrahend = toNumber(before);
    if (minuend !== null && subtrahend !== null) event.set(as, roundSum(minuend - subtrahend, value, before));
  };
}
