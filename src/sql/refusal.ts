import type { Span } from '../source/span.js';

/** Why a search cannot be said in SQL without changing what it finds; caught where the port of a search begins. */
export class Refusal extends Error {
  readonly reason: string;
  span: Span | undefined;

  constructor(reason: string, span?: Span) {
    super(reason);
    this.reason = reason;
    this.span = span;
  }
}

/** Gives up a port: `unsupported` is an answer of every template, never a guess. */
export function unsupported(reason: string, span?: Span): never {
  throw new Refusal(reason, span);
}
