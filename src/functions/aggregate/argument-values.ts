import type { Scalar, Value } from '../../values/value.js';

const one: readonly Scalar[] = [1];
const none: readonly Scalar[] = [];

/** What an aggregation without an argument (`count`) is given for every event. */
export const eventItself = one;

/**
 * The value of an argument in one event as the values to aggregate (spl-commands 3.1): null is none, a multivalue each
 * of its values. A boolean out of `eval(...)` counts as 1 when true and as null when false, so that
 * `count(eval(x>2))` counts the events for which it holds.
 */
export function argumentValues(value: Value): readonly Scalar[] {
  if (value === null || value === false) return none;
  if (value === true) return one;
  if (typeof value === 'object') {
    if (!value.some((each) => typeof each === 'boolean')) return value;
    return value.filter((each) => each !== false).map((each) => (each === true ? 1 : each));
  }
  return [value];
}
