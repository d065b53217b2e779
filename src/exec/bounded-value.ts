import type { EvalContext } from '../functions/context.js';
import type { Value } from '../values/value.js';
import { reportLimit } from './report-limit.js';

/** A text that was made of others, cut to the limit of the run, which is reported. */
export function boundedText(text: string, what: string, context: EvalContext): string {
  const { valueCharacters } = context.limits;
  if (text.length <= valueCharacters) return text;
  reportLimit(context, what, 'valueCharacters');
  return text.slice(0, valueCharacters);
}

/** Two texts one behind the other, as far as the limit allows. */
export function joinedText(left: string, right: string, what: string, context: EvalContext): string {
  const room = context.limits.valueCharacters - left.length;
  if (right.length <= room) return left + right;
  return boundedText(left + right.slice(0, Math.max(0, room) + 1), what, context);
}

/** The result of a function, with no more characters or values than the limits allow. */
export function boundedValue(value: Value, what: string, context: EvalContext): Value {
  if (typeof value === 'string') return boundedText(value, what, context);
  if (value === null || typeof value !== 'object' || value.length <= context.limits.fieldValues) return value;
  reportLimit(context, what, 'fieldValues');
  return value.slice(0, context.limits.fieldValues) as unknown as Value;
}

/** What comes of a text longer than the engine can hold at all: null, reported as over the limit. Other errors are thrown on. */
export function textTooLong(error: unknown, what: string, context: EvalContext): null {
  if (!(error instanceof RangeError) || error.message !== 'Invalid string length') throw error;
  reportLimit(context, what, 'valueCharacters');
  return null;
}
