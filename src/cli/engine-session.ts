import { eventsOf } from '../api/passes/pass-rows.js';
import { prepareSearches, type SearchOutcome, type SearchRequest } from '../api/run-searches.js';
import type { Catalog } from '../content/catalog.js';
import { type Diagnostic, hasErrors } from '../diagnostics/diagnostic.js';
import { loadSchemaMapping } from '../node/knowledge/load-schema-mapping.js';
import { joinedTables, loadEngine } from '../node/sql/engine-load.js';
import { type EngineAddress, openEngine } from '../node/sql/open-engine.js';
import { sqlDialects } from '../node/sql/sql-dialects.js';
import { createSqlSearches } from '../node/sql/sql-searches.js';
import type { SqlEngine } from '../sql/run/engine.js';
import { EngineFailure } from '../sql/run/engine-failure.js';
import type { ChosenEngine } from './choose-engine.js';
import type { Invocation } from './invocation.js';
import { ProgressBar } from './progress-bar.js';
import { openFeed, openKnowledge, type SessionResult } from './session.js';

/** Runs searches in a database; {@link runSession} for engines. */
export async function runEngineSession(
  requests: readonly SearchRequest[],
  catalog: Catalog,
  invocation: Invocation,
  chosen: ChosenEngine,
): Promise<SessionResult> {
  const { values, io, settings } = invocation;
  const diagnostics: Diagnostic[] = [];
  const { knowledge, lookups } = await openKnowledge(values, settings, catalog, diagnostics);
  const schema = values.one('schema');
  const mapped = schema === undefined ? undefined : await loadSchemaMapping(schema, knowledge.definitions);
  diagnostics.push(...(mapped?.diagnostics ?? []));
  let unreadable = hasErrors(diagnostics);
  const place = chosen.loads ? {} : { place: placeOf(chosen.address) };
  if (mapped !== undefined && mapped.mapping === undefined)
    return {
      outcomes: requests.map(refusedSearch),
      diagnostics,
      reports: [],
      events: 0,
      needsEvents: false,
      unreadable: true,
      ...place,
    };
  const source = chosen.loads ? await openFeed(values.all('events'), invocation) : undefined;
  const feed = source?.feed;
  const bar = new ProgressBar(io, 'searches');
  let engine: SqlEngine | undefined;
  let outcomes: SearchOutcome[];
  try {
    const opened = await openEngine(chosen.address, {
      write: chosen.loads,
      now: settings.now,
      folders: io.packageFolders,
    });
    engine = opened;
    const searches = createSqlSearches(opened, {
      dialect: sqlDialects[opened.id],
      order: values.has('input-order') ? 'loaded' : 'newest',
      limits: chosen.timeout === undefined ? {} : { timeout: chosen.timeout },
      onSearch: (done, total) => bar.advance(done, total),
      ...(mapped?.mapping === undefined ? {} : { mapping: mapped.mapping }),
      ...(feed === undefined
        ? {}
        : {
            load: async (wanted, input) => {
              const request = { knowledge, lookups: input.lookups, wanted: joinedTables(wanted) };
              diagnostics.push(...((await loadEngine(opened, eventsOf(input.open()), request))?.diagnostics ?? []));
            },
          }),
    });
    const environment = { catalog, lookups, knowledge, engine: searches, inputOrder: true };
    outcomes = await prepareSearches(requests, environment).run(() => feed?.open() ?? nothing());
  } catch (error) {
    if (!(error instanceof EngineFailure)) throw error;
    diagnostics.push(error.diagnostic);
    unreadable = true;
    outcomes = requests.map(refusedSearch);
  } finally {
    await source?.progress.finish();
    await bar.finish();
    await engine?.close();
  }
  diagnostics.push(...knowledge.diagnostics, ...(feed?.diagnostics ?? []));
  unreadable ||= hasErrors(feed?.diagnostics ?? []);
  return {
    outcomes,
    diagnostics,
    reports: feed?.reports ?? [],
    events: feed?.events ?? 0,
    needsEvents: false,
    unreadable,
    ...place,
  };
}

const refusedSearch = (): SearchOutcome => ({ state: 'refused', rows: [], columns: [], diagnostics: [] });

function placeOf(address: EngineAddress): string {
  return address.engine === 'duckdb'
    ? (address.path ?? ':memory:')
    : `${address.database} at ${new URL(address.url).host}`;
}

async function* nothing(): AsyncGenerator<never> {}
