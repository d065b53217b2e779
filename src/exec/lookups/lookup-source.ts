import type { Diagnostic } from '../../diagnostics/diagnostic.js';
import type { LookupMatch } from '../../values/lookup/lookup-column.js';
import type { LookupIndex, LookupMatching, LookupTable } from '../../values/lookup/lookup-index.js';
import type { TableClock } from './table-times.js';

/** A lookup table with the way it is compared; see `values/lookup-index.ts`. */
export interface LookupTableView {
  readonly fields: readonly string[];
  /** Cells as text; an empty cell is null. */
  readonly rows: readonly (readonly string[])[];
  /** How the rows are compared; a port to another engine has to do the same. */
  readonly matching?: Omit<LookupMatching, 'keys'> & { readonly match: ReadonlyMap<string, LookupMatch> };
  /** The column of the time from which a row counts: which rows agree depends on the `_time` of the event. */
  readonly timeField?: string;
  /** What was wrong with its data, or that it is empty. */
  readonly diagnostics: readonly Diagnostic[];
  /** An index over these columns, made once per set of columns. A column the table lacks is empty in every row. */
  index(keys: readonly string[], clock: TableClock): LookupIndex;
  /** Other rows under the same definition. */
  withTable(table: LookupTable): LookupTableView;
}

/** The tables a search may look things up in. */
export interface LookupSource {
  /** The table of a definition or file name; undefined when there is none. Reads it when it is first asked for. */
  table(name: string): Promise<LookupTableView | undefined>;
  /** A table that has been read already, for functions that cannot wait. */
  loaded(name: string): LookupTableView | undefined;
  /** The names of all tables, for advice on misspelt ones. */
  names(): Iterable<string>;
}

/** The tables of one run: what it writes is seen by what comes later in it, and by nobody else (spl-commands 8.3). */
export interface RunLookups extends LookupSource {
  /** The rows a table has from now on; how they are compared stays as its definition says. */
  put(name: string, table: LookupTable): Promise<void>;
}
