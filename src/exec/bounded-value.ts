import type { EvalContext } from '../functions/context.js';
import { scalarText } from '../values/coerce.js';
import { countedCharacters, listCharacters, mostListCharacters } from '../values/list-size.js';
import { multivalue, type Scalar, type Value } from '../values/value.js';
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

/** The texts of values with a text between them, as far as the limit allows. */
export function joinedTexts(values: readonly Scalar[], separator: string, what: string, context: EvalContext): string {
  const most = context.limits.valueCharacters;
  const texts: string[] = [];
  let length = 0;
  for (const value of values) {
    // One more than the limit, which is then reported.
    if (length > most) break;
    const text = scalarText(value);
    texts.push(text);
    length += text.length + separator.length;
  }
  return boundedText(texts.join(separator), what, context);
}

/** The result of a function or command, with no more characters or values than the limits allow. */
export function boundedValue(value: Value, what: string, context: EvalContext): Value {
  if (typeof value === 'string') return boundedText(value, what, context);
  return value === null || typeof value !== 'object' ? value : boundedList(value, what, context);
}

/** A list with no more values, and no more characters in all of them, than the limits allow. */
function boundedList(list: readonly Scalar[], what: string, context: EvalContext): Value {
  const { fieldValues } = context.limits;
  const kept = list.length > fieldValues ? list.slice(0, fieldValues) : list;
  if (kept.length < list.length) reportLimit(context, what, 'fieldValues');
  const most = mostListCharacters(context.limits);
  if (listCharacters(kept) <= most) return multivalue(kept);
  reportLimit(context, what, 'heldValues');
  let left = most;
  const end = kept.findIndex((each) => {
    left -= countedCharacters(each);
    return left < 0;
  });
  return multivalue(kept.slice(0, end));
}

/** What becomes of each value of a list, as far as the limits allow; no more is made. */
export function boundedMap(
  list: readonly Scalar[],
  what: string,
  context: EvalContext,
  change: (value: Scalar) => Scalar,
): Value {
  const most = mostListCharacters(context.limits);
  const made: Scalar[] = [];
  let characters = 0;
  for (const value of list) {
    // One more than the limit, which is then reported.
    if (characters > most) break;
    const result = change(value);
    characters += countedCharacters(result);
    made.push(result);
  }
  return boundedValue(multivalue(made), what, context);
}

/** What comes of a text longer than the engine can hold at all: null, reported as over the limit. Other errors are thrown on. */
export function textTooLong(error: unknown, what: string, context: EvalContext): null {
  if (!(error instanceof RangeError) || error.message !== 'Invalid string length') throw error;
  reportLimit(context, what, 'valueCharacters');
  return null;
}
