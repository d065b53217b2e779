import { getHeapStatistics } from 'node:v8';
import { defaultLimits, type Limits } from '../values/limits.js';

/** What a row that is held takes at least, and a value of a list at most, with what is made of it meanwhile: bytes. */
const bytesPerRow = 850;
const bytesPerValue = 80;

/**
 * The limits on what a search may hold where the heap has no room for the usual ones (`--max-old-space-size`, machines with little memory):
 * a search that reaches them has a result and says so, where the process would end.
 */
export function heapLimits(heapBytes = getHeapStatistics().heap_size_limit): Partial<Limits> {
  const heldRows = Math.floor(heapBytes / bytesPerRow);
  const heldValues = Math.floor(heapBytes / bytesPerValue);
  return {
    ...(heldRows < defaultLimits.heldRows ? { heldRows } : {}),
    ...(heldValues < defaultLimits.heldValues ? { heldValues } : {}),
  };
}
