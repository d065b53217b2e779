import { setFlagsFromString } from 'node:v8';

/** By how much the heap may be larger than what was alive when it was last cleared, in percent; left alone it may be four times as large. */
const growth = 40;

/**
 * Has the heap cleared before it has grown far beyond what is held. Many searches hold much and make much that is soon gone: without this
 * the process would grow to several times the memory it needs. The garbage collector looks at the flag each time.
 */
export function growHeapSlowly(): void {
  setFlagsFromString(`--heap-growing-percent=${growth}`);
}

/**
 * Has all objects made among the new ones. Otherwise, once some events were held for a moment, the machine takes it that events last and makes
 * them among the old objects, where they are not missed until the whole heap is looked through, nor is anything they refer to: a quarter
 * of the time of a run of many searches, and a seventh of its memory.
 */
export function makeObjectsYoung(): void {
  setFlagsFromString('--no-allocation-site-pretenuring');
}
