import type { EvalContext } from '../functions/context.js';
import { scalarRegistry } from '../functions/scalar/index.js';
import { compileRegex } from '../regex/regex.js';
import type { Semantics } from '../values/semantics.js';
import type { ExpressionEnvironment } from './compile-expression.js';

/** What expressions may use that stand in no search: every function, and nothing that would run one. */
export function plainEnvironment(semantics: Semantics): ExpressionEnvironment {
  return {
    functions: scalarRegistry,
    semantics,
    regex: (pattern) => {
      const compiled = compileRegex(pattern);
      return compiled.ok ? compiled.regex : undefined;
    },
    search: () => () => false,
    subsearch: () => () => null,
  };
}

/** What such an expression may look at: the event and nothing else. */
export function plainContext({
  now,
  timeZone,
  limits,
  semantics,
}: Pick<EvalContext, 'now' | 'timeZone' | 'limits' | 'semantics'>): EvalContext {
  return {
    now,
    timeZone,
    limits,
    semantics,
    random: () => 0,
    clock: () => now,
    lookup: () => null,
    note: () => {},
  };
}
