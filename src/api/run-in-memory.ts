import type { CompiledSearch } from '../compile/compile.js';
import type { Catalog } from '../content/catalog.js';
import { type Diagnostic, hasErrors } from '../diagnostics/diagnostic.js';
import { checkRun } from '../exec/check-run.js';
import { createCatalogLookups } from '../exec/lookups/catalog-lookups.js';
import { createMemoryLookups } from '../exec/lookups/memory-lookups.js';
import { layeredLookups } from '../exec/lookups/run-lookups.js';
import { createMemorySources } from '../exec/memory-sources.js';
import type { Event } from '../values/event.js';
import type { SearchOptions, Settings } from './options.js';
import { eventOf, type PlainEvent } from './plain-events.js';
import { createContext, runPlan } from './run.js';

/** A search made ready, and what it was made ready with. */
export interface ReadySearch {
  readonly compiled: CompiledSearch;
  readonly catalog: Catalog;
  readonly settings: Settings;
}

/**
 * Runs a compiled search over plain events with the tables and data sets of the options. What it has to say is added to
 * `diagnostics`; undefined when it is refused, before or while it runs.
 */
export async function runInMemory(
  { compiled, catalog, settings }: ReadySearch,
  events: Iterable<PlainEvent> | AsyncIterable<PlainEvent>,
  options: SearchOptions,
  diagnostics: Diagnostic[],
): Promise<Event[] | undefined> {
  const { plan } = compiled;
  if (plan === undefined || hasErrors(diagnostics)) return undefined;
  const sources = createMemorySources({
    events: mapEvents(events),
    ...(options.dataModels === undefined ? {} : { dataModels: options.dataModels }),
    ...(options.metrics === undefined ? {} : { metrics: options.metrics }),
  });
  const tables = createMemoryLookups(options.lookups ?? {}, options.lookupDefinitions ?? {});
  const lookups = layeredLookups(tables, createCatalogLookups(catalog));
  diagnostics.push(...tables.diagnostics);
  if (hasErrors(diagnostics)) return undefined;
  const context = createContext({
    catalog,
    settings,
    sources,
    lookups,
    ...(options.geo === undefined ? {} : { geo: options.geo }),
    report: (found) => diagnostics.push(found),
  });
  diagnostics.push(...(await checkRun(plan, context, compiled.source)));
  if (hasErrors(diagnostics)) return undefined;
  const rows = await runPlan(plan, context);
  return hasErrors(diagnostics) ? undefined : rows;
}

async function* mapEvents(events: Iterable<PlainEvent> | AsyncIterable<PlainEvent>): AsyncIterable<Event> {
  for await (const each of events) yield eventOf(each);
}
