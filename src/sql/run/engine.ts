import type { SqlDialect } from '../dialect.js';
import type { EventRow } from '../layout.js';
import type { PortedSearch } from '../port.js';

/** A row of a result: text, or a list where the field is multivalue; null fields are absent. */
export type EngineRow = Record<string, string | string[]>;

/** When a statement is given up. */
export interface StatementLimits {
  /** Seconds it may take; without it any time. */
  readonly timeout?: number;
  readonly signal?: AbortSignal;
}

/** The parts of a search in SQL that running it needs. */
export type EngineQuery = Pick<PortedSearch, 'sql' | 'columns' | 'open'>;

/** A column of a table of our own; of those that are keys none is ever null. */
export interface PlainColumn {
  readonly name: string;
  readonly type: 'integer' | 'text';
  readonly isKey?: boolean;
}

/**
 * A database that holds events in the default layout or in tables of the user's own. Whatever goes wrong in it is thrown as an
 * {@link EngineFailure}, which carries the diagnostic.
 */
export interface SqlEngine {
  readonly id: SqlDialect['id'];
  /** For messages: the path, or the address without user and password. */
  readonly place: string;
  /** Names and texts as they stand in statements. */
  readonly sql: Pick<SqlDialect, 'name' | 'text'>;
  /** A statement that makes a table where there is none; its rows are kept in the order of the columns that are keys. */
  tableDefinition(table: string, columns: readonly PlainColumn[]): string;
  /** A statement whose rows are the columns of a query: the name, then the type as the engine writes it. */
  columnsStatement(query: string): string;
  run(sql: string, limits?: StatementLimits): Promise<void>;
  /** Cells of a small result of our own, as text; null where there is none. */
  query(sql: string, limits?: StatementLimits): Promise<(string | null)[][]>;
  /** The rows of a search in their order. A search that fails in its middle throws, whatever it gave before. */
  rows(search: EngineQuery, limits?: StatementLimits): AsyncIterable<readonly EngineRow[]>;
  /** Names of the tables and views there are. */
  tables(): Promise<ReadonlySet<string>>;
  /** Begins to write; one at a time. */
  write(): Promise<TableWriter>;
  close(): Promise<void>;
}

/** Writes tables in the default layout. Nobody sees half of a table that is replaced. */
export interface TableWriter {
  /** Whether all that is written becomes visible at once, in every table, or not at all. */
  readonly atomic: boolean;
  /** Makes an empty table of events in place of one that was there. */
  replaceEvents(table: string): Promise<void>;
  /** Makes a table of events where there is none. */
  keepEvents(table: string): Promise<void>;
  /** Adds rows to a table of events; `from` is the number of the first. */
  append(table: string, rows: readonly EventRow[], from: number): Promise<void>;
  /** Makes a lookup table in place of one that was there. */
  replaceLookup(table: string, fields: readonly string[], rows: readonly (readonly string[])[]): Promise<void>;
  /** Removes a table if it is there. */
  drop(table: string): Promise<void>;
  run(sql: string): Promise<void>;
  /** Texts that had characters which the engine cannot hold. */
  readonly changedTexts: number;
  /** Makes everything visible. */
  commit(): Promise<void>;
  /** Takes back what can be taken back. */
  rollback(): Promise<void>;
}

/** All rows of a search. */
export async function allRows(engine: SqlEngine, search: EngineQuery, limits?: StatementLimits): Promise<EngineRow[]> {
  const all: EngineRow[] = [];
  for await (const batch of engine.rows(search, limits)) for (const row of batch) all.push(row);
  return all;
}
