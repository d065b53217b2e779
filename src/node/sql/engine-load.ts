import type { Knowledge } from '../../api/knowledge.js';
import type { PortTables } from '../../api/port.js';
import { dataSetTable, lookupTable, metricsTable } from '../../api/port-schema.js';
import { type Diagnostic, diagnostic } from '../../diagnostics/diagnostic.js';
import type { RawEvent } from '../../events/raw-event.js';
import type { DatasetView } from '../../exec/context.js';
import type { LookupSource, LookupTableView } from '../../exec/lookups/lookup-source.js';
import { type EventRow, eventRow } from '../../sql/layout.js';
import type { SqlEngine, TableWriter } from '../../sql/run/engine.js';
import { EngineFailure } from '../../sql/run/engine-failure.js';
import type { Event } from '../../values/event.js';
import { type LedgerLine, type LoadHistory, ledgerDefinition, ledgerEntry, readHistory } from './load-ledger.js';

/** What was loaded into a database. */
export interface EngineLoad {
  readonly events: number;
  /** Rows by table; those that this load wrote. */
  readonly tables: ReadonlyMap<string, number>;
  readonly lookups: number;
  /** Rows that the layout cannot hold, because a column of theirs has several values or a time that is none. */
  readonly left: number;
  readonly diagnostics: readonly Diagnostic[];
}

export interface LoadRequest {
  readonly knowledge: Knowledge;
  readonly lookups: LookupSource;
  readonly wanted: PortTables;
  /** Adds to the events that are there, instead of putting these in their place. */
  readonly append?: boolean;
  /** Writes the lookups only, for searches over tables that escudo did not make; no event is read. */
  readonly lookupsOnly?: boolean;
  /** The files that are loaded, by what they are known to be the same when they come again. */
  readonly files?: ReadonlyMap<string, string>;
  /** Asked after the last event: whether they could be read. Otherwise nothing is written. */
  readonly complete?: () => boolean;
}

/** The table of all events in the default layout. */
export const eventsTable = 'events';

/** Places of addresses, for `iplocation`; left empty. */
const geoTable = 'geo';
const geoColumns = ['City', 'Country', 'Region', 'lat', 'lon', 'Continent', 'MetroCode', 'Timezone'];

/**
 * Writes events, normalised, with the data sets they belong to and lookup tables into a database in the default layout. What was
 * there is replaced, or with `append` added to. Broken off in the middle, the database is as it was: DuckDB by itself, ClickHouse
 * after the next load, which first removes what the broken one wrote. Undefined: the events could not be read, and nothing was
 * written. Throws an {@link EngineFailure}.
 */
export async function loadEngine(
  engine: SqlEngine,
  events: AsyncIterable<readonly RawEvent[]>,
  request: LoadRequest,
): Promise<EngineLoad | undefined> {
  const history = await readHistory(engine);
  const load = new Load(engine, await engine.write(), history, request);
  try {
    const loaded = await load.run(events);
    if (loaded === undefined) await load.rollback();
    return loaded;
  } catch (error) {
    // What went wrong first is what the user has to know.
    await load.rollback().catch(() => {});
    throw error;
  }
}

interface LoadedSet {
  readonly table: string;
  readonly name: PortTables['datasets'][number];
  readonly view: DatasetView | undefined;
}

class Load {
  readonly #writer: TableWriter;
  readonly #engine: SqlEngine;
  readonly #history: LoadHistory;
  readonly #request: LoadRequest;
  readonly #append: boolean;
  readonly #next = new Map<string, number>();
  readonly #counts = new Map<string, number>();
  /** The first row of each table that this load adds to. */
  #first: ReadonlyMap<string, number> = new Map();
  #began = false;
  #left = 0;

  constructor(engine: SqlEngine, writer: TableWriter, history: LoadHistory, request: LoadRequest) {
    this.#engine = engine;
    this.#writer = writer;
    this.#history = history;
    this.#request = request;
    this.#append = request.append === true;
  }

  /** Leaves the database as it was. */
  async rollback(): Promise<void> {
    await this.#writer.rollback();
    if (this.#writer.atomic || !this.#began || !this.#append) return;
    await this.#undo(new Map([[this.#history.next, this.#first]]));
  }

  async run(events: AsyncIterable<readonly RawEvent[]>): Promise<EngineLoad | undefined> {
    const diagnostics: Diagnostic[] = [];
    const { lookupsOnly = false } = this.#request;
    const sets = lookupsOnly ? [] : this.#sets();
    const lookups = await this.#lookups();
    const tables = lookupsOnly ? [] : [eventsTable, metricsTable, ...sets.map(({ table }) => table)];
    const present = await this.#engine.tables();
    const replaced = [...(this.#append ? [] : tables), ...lookups.map(({ table }) => table)];
    this.#checkForeign(replaced, present);
    await this.#writer.run(ledgerDefinition(this.#engine));
    if (this.#append) {
      if (this.#history.unfinished.size > 0) {
        await this.#undo(this.#history.unfinished);
        diagnostics.push(diagnostic('engine-load-undone', { count: this.#history.unfinished.size }));
      }
      for (const table of tables) {
        await this.#writer.keepEvents(table);
        const from = present.has(table) ? await this.#firstFree(table) : 0;
        this.#next.set(table, from);
      }
    } else {
      for (const table of tables) {
        await this.#writer.replaceEvents(table);
        this.#next.set(table, 0);
      }
    }
    this.#first = new Map(this.#next);
    this.#began = true;
    const made = [...tables, ...lookups.map(({ table }) => table)].filter(
      (table) => !present.has(table) || this.#history.tables.has(table),
    );
    await this.#note([
      { kind: lookupsOnly ? 'lookups' : this.#append ? 'append' : 'replace' },
      ...made.map((name): LedgerLine => ({ kind: 'table', name })),
      ...(this.#append
        ? tables.map((name): LedgerLine => ({ kind: 'rows', name, value: String(this.#next.get(name)!) }))
        : []),
    ]);
    if (!present.has(geoTable)) await this.#writer.run(geoDefinition(this.#engine));
    for await (const batch of events) await this.#add(batch, sets);
    if (this.#request.complete?.() === false) return undefined;
    for (const { table, view } of lookups) {
      await this.#writer.replaceLookup(table, view.fields, view.rows);
      this.#counts.set(table, view.rows.length);
    }
    if (!this.#append && !lookupsOnly) {
      // Data sets that only an earlier load wrote would go on showing its events.
      const kept = new Set([...tables, ...replaced]);
      for (const table of this.#history.tables)
        if (!kept.has(table) && !isLookup(table)) await this.#writer.drop(table);
    }
    const files = [...(this.#request.files ?? [])].map(([name, value]): LedgerLine => ({ kind: 'file', name, value }));
    const named = sets.map(
      ({ table, name }): LedgerLine => ({ kind: 'dataset', name: table, value: JSON.stringify(name) }),
    );
    const end: LedgerLine[] = [...named, ...files, { kind: 'end' }];
    if (this.#writer.atomic) await this.#note(end);
    else if (!this.#append && !lookupsOnly) await this.#note([{ kind: 'swap' }]);
    await this.#writer.commit();
    if (!this.#writer.atomic) await this.#note(end);
    if (this.#left > 0) diagnostics.push(diagnostic('engine-events-left-out', { count: this.#left }));
    if (this.#writer.changedTexts > 0)
      diagnostics.push(diagnostic('engine-text-changed', { count: this.#writer.changedTexts }));
    return {
      events: this.#counts.get(eventsTable) ?? 0,
      tables: this.#counts,
      lookups: lookups.length,
      left: this.#left,
      diagnostics,
    };
  }

  /** The data sets to write; with `append` also those of earlier loads, which would otherwise lack these events. */
  #sets(): LoadedSet[] {
    const wanted = new Map(
      this.#request.wanted.datasets.map((written) => {
        const name = { ...this.#request.knowledge.views.properName(written.model, written.dataset), raw: written.raw };
        return [dataSetTable(name.model, name.dataset, name.raw), name] as const;
      }),
    );
    if (this.#append && this.#history.mixed) throw incomplete(eventsTable);
    if (this.#append && this.#history.loaded) {
      const known = this.#history.datasets;
      const unknown = [...wanted.keys()].find((table) => !known.has(table));
      if (unknown !== undefined) throw incomplete(unknown);
      for (const [table, name] of known) wanted.set(table, name);
    }
    return [...wanted].map(([table, name]) => ({
      table,
      name,
      view: this.#request.knowledge.views.view(name.model, name.dataset),
    }));
  }

  async #lookups(): Promise<{ table: string; view: LookupTableView }[]> {
    const found = new Map<string, LookupTableView>();
    for (const name of this.#request.wanted.lookups) {
      const view = await this.#request.lookups.table(name);
      if (view !== undefined) found.set(lookupTable(name), view);
    }
    return [...found].map(([table, view]) => ({ table, view }));
  }

  #checkForeign(replaced: readonly string[], present: ReadonlySet<string>): void {
    const foreign = replaced.find((table) => present.has(table) && !this.#history.tables.has(table));
    if (foreign !== undefined)
      throw new EngineFailure(diagnostic('engine-foreign-table', { table: foreign, place: this.#engine.place }), {
        fatal: true,
      });
  }

  /** Removes the rows of loads that were broken off. */
  async #undo(loads: LoadHistory['unfinished']): Promise<void> {
    const { name } = this.#engine.sql;
    const first = new Map<string, number>();
    for (const rows of loads.values())
      for (const [table, from] of rows) first.set(table, Math.min(from, first.get(table) ?? from));
    for (const [table, from] of first) await this.#writer.run(`DELETE FROM ${name(table)} WHERE seq >= ${from}`);
    for (const load of loads.keys()) await this.#writer.run(ledgerEntry(load, [{ kind: 'undone' }], this.#engine));
  }

  async #firstFree(table: string): Promise<number> {
    const [found] = await this.#engine.query(`SELECT count(*), max(seq) FROM ${this.#engine.sql.name(table)}`);
    const [count, last] = found ?? [];
    return Number(count ?? 0) === 0 ? 0 : Number(last) + 1;
  }

  #note(lines: readonly LedgerLine[]): Promise<void> {
    return this.#writer.run(ledgerEntry(this.#history.next, lines, this.#engine));
  }

  async #add(batch: readonly RawEvent[], sets: readonly LoadedSet[]): Promise<void> {
    const scanned = batch.map((raw) => this.#request.knowledge.scanned(raw));
    await this.#rows(
      eventsTable,
      scanned.map((each) => each.event),
    );
    const points = scanned.filter(({ isMetric }) => isMetric);
    if (points.length > 0)
      await this.#rows(
        metricsTable,
        points.map((each) => each.event),
      );
    for (const { table, name, view } of sets) {
      if (view === undefined) continue;
      const members = scanned.flatMap((each) => view.members(each.event, name.raw));
      if (members.length > 0) await this.#rows(table, members);
    }
  }

  async #rows(table: string, events: readonly Event[]): Promise<void> {
    const rows: EventRow[] = [];
    for (const event of events) {
      const row = eventRow(event);
      if (row === undefined) this.#left++;
      else rows.push(row);
    }
    const from = this.#next.get(table)!;
    await this.#writer.append(table, rows, from);
    this.#next.set(table, from + rows.length);
    this.#counts.set(table, (this.#counts.get(table) ?? 0) + rows.length);
  }
}

const incomplete = (table: string): EngineFailure =>
  new EngineFailure(diagnostic('engine-load-incomplete', { table }), { fatal: true });

const isLookup = (table: string): boolean => table.startsWith(lookupTable(''));

function geoDefinition(engine: SqlEngine): string {
  return engine.tableDefinition(geoTable, [
    { name: 'first', type: 'integer', isKey: true },
    { name: 'last', type: 'integer', isKey: true },
    ...geoColumns.map((name) => ({ name, type: 'text' }) as const),
  ]);
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

/** Every data set there is, and the lookups of the content. */
export function allTables(knowledge: Knowledge, lookups: LookupSource): PortTables {
  const names = knowledge.views.names();
  const models = [...new Set(names.map(({ model }) => model))];
  return {
    datasets: [
      ...models.map((model) => ({ model, dataset: undefined, raw: false })),
      ...names.map(({ model, dataset }) => ({ model, dataset, raw: false })),
    ],
    lookups: [...lookups.names()],
  };
}
