import type { LineFilter, WantedTexts } from './line-filter.js';
import { PatternLineFilter } from './pattern-filter.js';
import { createWasmLineFilter } from './wasm-filter.js';

/** The fastest line filter that this machine has. */
export function createLineFilter(texts: WantedTexts): LineFilter {
  return createWasmLineFilter(texts) ?? new PatternLineFilter(texts);
}
