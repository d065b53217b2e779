import { Catalog } from '../content/catalog.js';
import { type Diagnostic, hasErrors } from '../diagnostics/diagnostic.js';
import { createCatalogLookups } from '../exec/catalog-lookups.js';
import { checkRun } from '../exec/check-run.js';
import { createMemoryLookups } from '../exec/memory-lookups.js';
import { createMemorySources } from '../exec/memory-sources.js';
import { layeredLookups } from '../exec/run-lookups.js';
import { createSource } from '../source/source.js';
import type { Event } from '../values/event.js';
import { columnsOf } from './columns.js';
import { macrosOf, readSettings, type SearchOptions } from './options.js';
import { eventOf, type PlainEvent, type Row, rowOf } from './plain-events.js';
import { createContext, prepare, runPlan } from './run.js';

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
  const { plan } = compiled;
  if (plan === undefined || hasErrors(diagnostics)) return { rows: [], columns: [], diagnostics };
  const sources = createMemorySources({
    events: mapEvents(events),
    ...(options.dataModels === undefined ? {} : { dataModels: options.dataModels }),
    ...(options.metrics === undefined ? {} : { metrics: options.metrics }),
  });
  const tables = createMemoryLookups(options.lookups ?? {}, options.lookupDefinitions ?? {});
  const lookups = layeredLookups(tables, createCatalogLookups(catalog));
  diagnostics.push(...tables.diagnostics);
  if (hasErrors(diagnostics)) return { rows: [], columns: [], diagnostics };
  const context = createContext({
    catalog,
    settings,
    sources,
    lookups,
    ...(options.geo === undefined ? {} : { geo: options.geo }),
    report: (found) => diagnostics.push(found),
  });
  diagnostics.push(...(await checkRun(plan, context, compiled.source)));
  if (hasErrors(diagnostics)) return { rows: [], columns: [], diagnostics };
  const rows = await runPlan(plan, context);
  if (hasErrors(diagnostics)) return { rows: [], columns: [], diagnostics };
  return { rows: rows.map(rowOf), columns: columnsOf(plan.root, rows), diagnostics };
}

async function* mapEvents(events: Iterable<PlainEvent> | AsyncIterable<PlainEvent>): AsyncIterable<Event> {
  for await (const each of events) yield eventOf(each);
}
