import type { WindowComputation } from '../../plan/nodes/window.js';
import type { Event } from '../../values/event.js';
import type { Value } from '../../values/value.js';

export type Streamstats = WindowComputation & { readonly name: 'streamstats' };

/** Columns and what they hold now. */
export type Results = readonly (readonly [string, Value])[];

/** What `streamstats` has seen so far. */
export interface Past {
  /** Takes an event in and gives the results for it; `keys` are the groups it belongs to, at least one. */
  take(event: Event, keys: readonly string[]): Results;
  reset(): void;
}
