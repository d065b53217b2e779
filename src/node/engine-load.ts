import type { Knowledge } from '../api/knowledge.js';
import type { PortTables } from '../api/port.js';
import { dataSetTable, lookupTable } from '../api/port-schema.js';
import type { RawEvent } from '../events/raw-event.js';
import type { LookupSource } from '../exec/lookup-source.js';
import { type EventRow, eventRow } from '../sql/layout.js';
import type { DuckDbDatabase } from '../sql/run/duckdb.js';
import type { Event } from '../values/event.js';

/** What was loaded into a database. */
export interface EngineLoad {
  readonly events: number;
  /** Rows by table. */
  readonly tables: ReadonlyMap<string, number>;
  /** Events that the layout cannot hold, because a column of theirs has several values or a time that is none. */
  readonly left: number;
}

/** Places of addresses, for `iplocation`; left empty. */
const geoTable =
  'CREATE TABLE IF NOT EXISTS geo ("first" BIGINT, "last" BIGINT, "City" VARCHAR, "Country" VARCHAR, "Region" VARCHAR, "lat" VARCHAR, "lon" VARCHAR, "Continent" VARCHAR, "MetroCode" VARCHAR, "Timezone" VARCHAR)';

/** Writes events, normalised, with the data sets they belong to and lookup tables into a database in the default layout. */
export async function loadEngine(
  database: DuckDbDatabase,
  events: AsyncIterable<readonly RawEvent[]>,
  { knowledge, lookups, wanted }: { knowledge: Knowledge; lookups: LookupSource; wanted: PortTables },
): Promise<EngineLoad> {
  const counts = new Map<string, number>();
  let left = 0;
  const add = async (table: string, list: readonly Event[]): Promise<void> => {
    const rows: EventRow[] = [];
    for (const event of list) {
      const row = eventRow(event);
      if (row === undefined) left++;
      else rows.push(row);
    }
    const before = counts.get(table) ?? 0;
    await database.appendEvents(table, rows, before);
    counts.set(table, before + rows.length);
  };
  await database.run(geoTable);
  const sets = wanted.datasets.map(({ model, dataset, raw }) => ({
    table: dataSetTable(model, dataset, raw),
    view: knowledge.views.view(model, dataset),
    raw,
  }));
  await database.createEvents('events');
  for (const { table } of sets) await database.createEvents(table);
  for await (const batch of events) {
    const scanned = batch.map((raw) => knowledge.scanned(raw));
    await add(
      'events',
      scanned.map((each) => each.event),
    );
    for (const { table, view, raw } of sets) {
      if (view === undefined) continue;
      const members = scanned.flatMap((each) => view.members(each.event, raw));
      if (members.length > 0) await add(table, members);
    }
  }
  for (const name of wanted.lookups) {
    const view = await lookups.table(name);
    if (view === undefined) continue;
    await database.createLookup(lookupTable(name), view.fields, view.rows);
    counts.set(lookupTable(name), view.rows.length);
  }
  return { events: counts.get('events') ?? 0, tables: counts, left };
}

/** The tables that some searches read, each once. */
export function joinedTables(list: readonly PortTables[]): PortTables {
  const datasets = new Map(
    list
      .flatMap(({ datasets: each }) => each)
      .map((each) => [dataSetTable(each.model, each.dataset, each.raw).toLowerCase(), each]),
  );
  return { datasets: [...datasets.values()], lookups: [...new Set(list.flatMap(({ lookups }) => lookups))] };
}
