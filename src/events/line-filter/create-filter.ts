import type { LineFilter, WantedTexts } from './line-filter.js';
import { PatternLineFilter } from './pattern-filter.js';

/** The fastest line filter that this machine has. */
export function createLineFilter(texts: WantedTexts): LineFilter {
  return new PatternLineFilter(texts);
}
