import type { WindowComputation } from '../../plan/nodes/set.js';
import type { Value } from '../../values/value.js';
import { Ring } from './ring.js';
import type { RowStep } from './row-step.js';

/** `autoregress`: earlier values copied to the row (spl-commands 4.7). */
export function startAutoregress(compute: WindowComputation & { name: 'autoregress' }): RowStep {
  const { field, as, from, to } = compute;
  const targets: { age: number; name: string }[] = [];
  for (let age = from; age <= to; age++) targets.push({ age, name: as ?? `${field}_p${age}` });
  const earlier = new Ring<Value>(to);
  return (event) => {
    const value = event.get(field);
    for (const { age, name } of targets) {
      const copied = earlier.ago(age) ?? null;
      if (copied !== null) event.set(name, copied);
    }
    earlier.push(value);
  };
}
