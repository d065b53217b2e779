import { LimitedRoom } from '../../../../src/exec/held-room.js';
import { findAggregate } from '../../../../src/functions/aggregate/index.js';
import type { EvalContext } from '../../../../src/functions/context.js';
import type { Accumulator, AggregateOptions } from '../../../../src/functions/define.js';
import { scalarText } from '../../../../src/values/coerce.js';
import { defaultLimits, type Limits } from '../../../../src/values/limits.js';
import { defaultSemantics, type Semantics } from '../../../../src/values/semantics.js';
import { type Scalar, type Value, valuesOf } from '../../../../src/values/value.js';

/** One event of a test: a value (or several, or none) and its time. */
export interface Sample {
  readonly values: readonly Scalar[];
  readonly time: number | null;
  readonly series?: string;
}

export function contextWith(
  given: { limits?: Partial<Limits>; semantics?: Partial<Semantics>; notes?: string[] } = {},
): EvalContext {
  return {
    now: 0,
    timeZone: 'UTC',
    limits: { ...defaultLimits, ...given.limits },
    semantics: { ...defaultSemantics, ...given.semantics },
    random: () => 0,
    clock: () => 0,
    lookup: () => null,
    note: (message) => given.notes?.push(message),
  };
}

export function createNamed(name: string, context = contextWith(), options?: AggregateOptions): Accumulator {
  const found = findAggregate(name);
  if (found === undefined) throw new Error(`no aggregate ${name}`);
  return found.definition.create(context, new LimitedRoom(context, 'A state'), found.parameter, options);
}

export function feed(accumulator: Accumulator, samples: readonly Sample[]): Accumulator {
  for (const { values, time, series } of samples) accumulator.add(values, time, series);
  return accumulator;
}

/** Values, one event each, at the times 1, 2, 3. */
export function samplesOf(values: readonly Scalar[]): Sample[] {
  return values.map((value, i) => ({ values: [value], time: i + 1 }));
}

export function aggregate(name: string, values: readonly Scalar[], context = contextWith()): Value {
  return feed(createNamed(name, context), samplesOf(values)).result();
}

/** A result as the texts a table would show. */
export function shown(value: Value): string[] {
  return valuesOf(value).map(scalarText);
}
