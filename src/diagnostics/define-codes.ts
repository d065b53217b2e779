import type { Severity } from './severity.js';

/** One kind of diagnostic: what it says, and a paragraph for `grammar/diagnostics.md`. */
export interface CodeSpec<P> {
  readonly severity: Severity;
  readonly message: (params: P) => string;
  /** What is wrong, why it matters, what to do. */
  readonly explanation: string;
}

/** Keeps each code's parameter type. */
// biome-ignore lint/suspicious/noExplicitAny: the parameter type differs by code and is recovered by CodeParams.
export function defineCodes<T extends Record<string, CodeSpec<any>>>(specs: T): T {
  return specs;
}
