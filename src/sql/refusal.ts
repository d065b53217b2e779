import { type CodeParams, codes, type DiagnosticCode } from '../diagnostics/codes.js';
import type { Span } from '../source/span.js';

/** Why a search cannot be said in SQL without changing what it finds; caught where the port of a search begins. */
export class Refusal extends Error {
  readonly reason: string;
  span: Span | undefined;
  /** The diagnostic that explains it, where there is one. */
  readonly code: DiagnosticCode | undefined;

  constructor(reason: string, span?: Span, code?: DiagnosticCode) {
    super(reason);
    this.reason = reason;
    this.span = span;
    this.code = code;
  }
}

/** Gives up a port: `unsupported` is an answer of every template, never a guess. */
export function unsupported(reason: string, span?: Span): never {
  throw new Refusal(reason, span);
}

/** The message of a code. */
function messageOf<C extends DiagnosticCode>(code: C, params: CodeParams<C>): string {
  return (codes[code].message as (params: CodeParams<C>) => string)(params);
}

/** Names a caveat that has a code. */
export function caution<C extends DiagnosticCode>(
  cx: { caveat(message: string, span: Span, code?: DiagnosticCode): void },
  code: C,
  params: CodeParams<C>,
  span: Span,
): void {
  cx.caveat(messageOf(code, params), span, code);
}

/** Gives up a port for a reason that has a code. */
export function refused<C extends DiagnosticCode>(code: C, params: CodeParams<C>, span?: Span): never {
  throw new Refusal(messageOf(code, params), span, code);
}
