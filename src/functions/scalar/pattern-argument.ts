import { toText } from '../../values/coerce.js';
import type { Event } from '../../values/event.js';
import type { EvalContext } from '../context.js';
import type { CallSite, RegexTester } from '../define.js';

/** Patterns kept per call; data that brings a new pattern with every row must not fill the memory. */
const patternsKept = 256;

/**
 * The pattern of a call as a function of the row: made ready once if it is a literal, otherwise when a row brings a text
 * not seen lately. Null for a null or invalid pattern.
 */
export function patternArgument(
  call: CallSite,
  index: number,
): (event: Event, context: EvalContext) => RegexTester | null {
  const fixed = call.literal(index);
  if (fixed !== undefined) {
    const tester = call.regex(fixed) ?? null;
    return () => tester;
  }
  const argument = call.compiled[index]!;
  const seen = new Map<string, RegexTester | null>();
  return (event, context) => {
    const pattern = toText(argument(event, context));
    if (pattern === null) return null;
    let tester = seen.get(pattern);
    if (tester === undefined) {
      if (seen.size >= patternsKept) seen.clear();
      tester = call.regex(pattern) ?? null;
      seen.set(pattern, tester);
    }
    return tester;
  };
}
