import type { Span } from '../source/span.js';

/** What every plan node has: the place of the command it came from, in the expanded search. */
export interface PlanBase {
  readonly span: Span;
}
