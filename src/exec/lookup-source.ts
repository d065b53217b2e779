import type { LookupIndex } from '../values/lookup-index.js';

/** How the cells of a lookup are compared and what it gives without a match; see `values/lookup-index.ts`. */
export interface LookupTableView {
  readonly fields: readonly string[];
  /** Cells as text; an empty cell is null. */
  readonly rows: readonly (readonly string[])[];
  /** An index over these columns, made once per set of columns. */
  index(keys: readonly string[]): LookupIndex;
}

/** The tables a search may look things up in. */
export interface LookupSource {
  /** The table of a definition or file name; undefined when there is none. Reads it when it is first asked for. */
  table(name: string): Promise<LookupTableView | undefined>;
  /** A table that has been read already, for functions that cannot wait. */
  loaded(name: string): LookupTableView | undefined;
}
