import { getHeapStatistics } from 'node:v8';
import { defaultLimits, type Limits, mostInTable } from '../values/limits.js';

/** What a row that is held takes at least, and a value of a list at most, with what is made of it meanwhile: bytes. */
const bytesPerRow = 850;
const bytesPerValue = 80;
/** What the program needs besides. */
const bytesOfProgram = 90 * 2 ** 20;

/** The most that Node takes without being told. */
const usualHeap = 4_400_000_000;

/**
 * The limits on what a search may hold, where the heap has less room than for the usual ones, or was given more (`--max-old-space-size`):
 * a search that reaches them has a result and says so, where the process would end.
 */
export function heapLimits(heapBytes = getHeapStatistics().heap_size_limit): Partial<Limits> {
  const room = Math.max(0, heapBytes - bytesOfProgram);
  const heldRows = Math.min(mostInTable, Math.floor(room / bytesPerRow));
  const heldValues = Math.floor(room / bytesPerValue);
  const isUsual = heldRows >= defaultLimits.heldRows && heapBytes <= usualHeap;
  return isUsual ? {} : { heldRows, heldValues };
}
