import { Catalog } from '../content/catalog.js';
import type { Diagnostic } from '../diagnostics/diagnostic.js';
import { createSource } from '../source/source.js';
import { columnsOf } from './columns.js';
import { macrosOf, readSettings, type SearchOptions } from './options.js';
import { type PlainEvent, type Row, rowOf } from './plain-events.js';
import { prepare } from './run.js';
import { runInMemory } from './run-in-memory.js';

/** What a search gave. A refused search has an error among its diagnostics and no rows. */
export interface SearchResult {
  readonly rows: Row[];
  /** Names of the columns in the order in which Splunk would show them. */
  readonly columns: string[];
  readonly diagnostics: Diagnostic[];
}

/**
 * Runs a search over events: `await search('search status>=500 | stats count by host', events)`.
 *
 * Events are plain objects with the fields that the first command sees, in the order in which it sees them; `_raw` is the
 * text that keywords look at, `_time` the epoch second. A first word that names a command is that command, with or without
 * a leading pipe. Values are compared and returned as text.
 */
export async function search(
  spl: string,
  events: Iterable<PlainEvent> | AsyncIterable<PlainEvent>,
  options: SearchOptions = {},
): Promise<SearchResult> {
  const { settings, diagnostics } = readSettings(options);
  const catalog = new Catalog({ macros: macrosOf(options.macros) });
  const compiled = prepare(createSource('<search>', spl), catalog, settings, 'rows');
  diagnostics.push(...compiled.diagnostics);
  const rows = await runInMemory({ compiled, catalog, settings }, events, options, diagnostics);
  if (rows === undefined) return { rows: [], columns: [], diagnostics };
  return { rows: rows.map(rowOf), columns: columnsOf(compiled.plan!.root, rows), diagnostics };
}
