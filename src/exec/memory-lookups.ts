import type { Diagnostic } from '../diagnostics/diagnostic.js';
import type { LookupSource, LookupTableView } from './lookup-source.js';

/** Lookups over tables in memory. */
export function createMemoryLookups(
  _tables: Readonly<Record<string, readonly Readonly<Record<string, unknown>>[]>>,
  _definitions: Readonly<Record<string, Readonly<Record<string, string | number | boolean>>>>,
): LookupSource & { readonly diagnostics: readonly Diagnostic[] } {
  return {
    diagnostics: [],
    table: async (): Promise<LookupTableView | undefined> => undefined,
    loaded: () => undefined,
  };
}
