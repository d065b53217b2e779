import type { EvalContext } from '../functions/context.js';
import { type Limits, limitText } from '../values/limits.js';

/** Says that a limit of the run cut the results short. */
export function reportLimit(context: EvalContext, what: string, limit: keyof Limits): void {
  context.note(limitText(what, limit, context.limits));
}
