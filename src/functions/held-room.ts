import type { Scalar } from '../values/value.js';

/**
 * The room that what a command gathers may take together: keys, distinct values, long texts. Once there is none left nothing more is
 * taken.
 */
export interface HeldRoom {
  /** Nothing more is taken. */
  readonly full: boolean;
  /** Whether as much may be held as so many values of a list. */
  take(values: number): boolean;
  /** Whether one more text may be held in a set or as a key of a map. */
  takeText(text: string): boolean;
  /** Whether one more value may be held in a list. */
  takeInList(value: Scalar): boolean;
  /** Whether a state that holds one value may hold another in its place. */
  takeInstead(value: Scalar, before: Scalar | null): boolean;
  /** Takes back what `takeText` has counted. */
  giveText(text: string): void;
}
