import type { Diagnostic } from '../../diagnostics/diagnostic.js';

/** What went wrong in an engine, as it is told to the user: without passwords, and with what to do. */
export class EngineFailure extends Error {
  readonly diagnostic: Diagnostic;
  /** The engine itself cannot be used, not just this statement. */
  readonly fatal: boolean;

  constructor(diagnostic: Diagnostic, { fatal = false }: { readonly fatal?: boolean } = {}) {
    super(diagnostic.message);
    this.diagnostic = diagnostic;
    this.fatal = fatal;
  }
}

/** The first line of what an error says. */
export function reasonOf(error: unknown): string {
  const text = error instanceof Error ? error.message : String(error);
  return text.split('\n')[0]!.trim();
}

/** A reason as the end of a sentence that goes on with a full stop. */
export function clause(text: string): string {
  return text.replace(/[.\s]+$/, '');
}
