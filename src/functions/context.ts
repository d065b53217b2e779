import type { Event } from '../values/event.js';
import type { Limits } from '../values/limits.js';
import type { Semantics } from '../values/semantics.js';
import type { Value } from '../values/value.js';

/** What an expression may look at besides the row; everything comes from the run, nothing from the machine. */
export interface EvalContext {
  /** Start of the search, epoch seconds. */
  readonly now: number;
  /** IANA name of the user's time zone. */
  readonly timeZone: string;
  readonly limits: Limits;
  readonly semantics: Semantics;
  /** A fresh pseudo-random number in [0, 1). */
  random(): number;
  /** Wall clock of the row, epoch seconds: `time()`. */
  clock(): number;
  /** Rows of a lookup whose input fields equal these values: `lookup()`. */
  lookup(table: string, inputs: ReadonlyMap<string, string>): ReadonlyMap<string, string> | null;
  /** A note on the data, given once per message: a limit that bit, a value that could not be read. */
  note(message: string): void;
}

/** An expression made ready: called once per row. Booleans are possible results, see `values/value.ts`. */
export type CompiledExpression = (event: Event, context: EvalContext) => Value;
