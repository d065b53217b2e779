import { autoregressNames, type WindowComputation } from '../../plan/nodes/window.js';
import { wideValuesOf } from '../../values/event.js';
import type { Value } from '../../values/value.js';
import type { ExecContext } from '../context.js';
import { MovingSize } from '../held-size.js';
import { reportLimit } from '../report-limit.js';
import { Ring } from './ring.js';
import type { RowStep } from './row-step.js';

/** `autoregress`: earlier values copied to the row (spl-commands 4.7). */
export function startAutoregress(compute: WindowComputation & { name: 'autoregress' }, context: ExecContext): RowStep {
  const { field, from, to } = compute;
  const targets = autoregressNames(compute).map((name, index) => ({ age: from + index, name }));
  const earlier = new Ring<Value>(to);
  const size = new MovingSize();
  let full = false;
  return (event) => {
    const value = event.get(field);
    for (const { age, name } of targets) {
      const copied = earlier.ago(age) ?? null;
      if (copied !== null) event.set(name, copied);
    }
    size.removeValues(wideValuesOf(earlier.ago(to) ?? null));
    const wide = wideValuesOf(value);
    size.addValues(wide);
    if (size.values <= context.limits.heldValues) {
      earlier.push(value);
      return;
    }
    size.removeValues(wide);
    earlier.push(null);
    if (!full) reportLimit(context, 'autoregress', 'heldValues');
    full = true;
  };
}
