import { toText } from '../../values/coerce.js';
import type { Event } from '../../values/event.js';
import { compileFieldPatterns } from '../../values/field-pattern.js';

/** Where an event without an index is counted. */
const defaultIndex = 'main';

/** The index of an event. */
export function indexOf(event: Event): string {
  return toText(event.get('index')) ?? defaultIndex;
}

/** Whether an index fits one of the patterns, or there are none; internal ones need a pattern that begins so itself. */
export function compileIndexTest(patterns: readonly string[]): (index: string) => boolean {
  if (patterns.length === 0) return () => true;
  const fits = compileFieldPatterns(patterns.map((each) => each.toLowerCase()));
  return (index) => fits(index.toLowerCase());
}
