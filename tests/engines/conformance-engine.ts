import { macrosOf, readSettings } from '../../src/api/options.js';
import { eventOf, type Row } from '../../src/api/plain-events.js';
import { portCandidate, portCompiled } from '../../src/api/port.js';
import { createPortSchema, dataSetTable, lookupTable } from '../../src/api/port-schema.js';
import { search } from '../../src/api/search.js';
import { Catalog } from '../../src/content/catalog.js';
import { createMemoryLookups } from '../../src/exec/lookups/memory-lookups.js';
import { createMemorySources } from '../../src/exec/memory-sources.js';
import { createSource } from '../../src/source/source.js';
import type { SqlDialect } from '../../src/sql/dialect.js';
import { type EventRow, eventRow } from '../../src/sql/layout.js';
import { allRows, type SqlEngine, type TableWriter } from '../../src/sql/run/engine.js';
import { differenceOf } from '../../src/sql/verify.js';
import type { ConformanceCase } from '../../src/testing/conformance.js';
import { BoundPassed, withinBounds } from './bounds.js';

/** What a case came to in the engine. `outside`: there is nothing to compare; `bounded`: it takes more than a test may. */
export interface EngineOutcome {
  readonly state: 'same' | 'different' | 'failed' | 'refused' | 'outside' | 'bounded';
  readonly grade?: 'equivalent' | 'caveats';
  readonly reason: string;
  readonly sql?: string;
}

/** An engine with the tables of the case before, which the next one empties: most of a case's time would go into making them. */
export class CaseEngine {
  readonly database: SqlEngine;
  readonly dialect: SqlDialect;
  /** The tables of events that there are, and whether they hold rows. */
  readonly #filled = new Map<string, boolean>();

  constructor(database: SqlEngine, dialect: SqlDialect) {
    this.database = database;
    this.dialect = dialect;
  }

  /** Makes a table of events hold these rows and no others. */
  async fill(writer: TableWriter, table: string, rows: readonly EventRow[]): Promise<void> {
    const filled = this.#filled.get(table);
    if (filled === undefined) await writer.replaceEvents(table);
    else if (filled) await this.database.run(`TRUNCATE TABLE ${this.database.sql.name(table)}`);
    this.#filled.set(table, rows.length > 0);
    await writer.append(table, rows, 0);
  }

  /** Takes back what was written, and makes all tables anew for the next case. */
  async undo(writer: TableWriter): Promise<void> {
    this.#filled.clear();
    await writer.rollback();
  }
}

/** A case that expects no rows by itself: those of the built-in engine are what counts. */
export function comparedCase(
  id: string,
  spl: string,
  input: ConformanceCase['input'],
  options: ConformanceCase['options'],
): ConformanceCase {
  return {
    id,
    spl,
    input,
    expected: [],
    expectError: false,
    diagnostics: [],
    ordered: true,
    columns: undefined,
    absent: [],
    options,
    asText: false,
    command: undefined,
    malformed: undefined,
  };
}

/** Runs a case in the engine and compares its rows with the built-in ones. */
export async function runCase(given: ConformanceCase, engine: CaseEngine): Promise<EngineOutcome> {
  const { database, dialect } = engine;
  if (given.expectError || given.diagnostics.length > 0) return { state: 'outside', reason: 'no rows are expected' };
  const builtin = await search(given.spl, given.input, given.options);
  if (builtin.diagnostics.some((each) => each.severity === 'error'))
    return { state: 'outside', reason: 'the built-in engine refuses it' };
  const { settings } = readSettings(given.options);
  const catalog = new Catalog({ macros: macrosOf(given.options.macros) });
  const candidate = portCandidate(createSource('<search>', given.spl), catalog, settings, 'rows');
  const events = given.input.map(eventOf);
  const sources = createMemorySources({
    events,
    ...(given.options.dataModels === undefined ? {} : { dataModels: given.options.dataModels }),
  });
  const tables = createMemoryLookups(given.options.lookups ?? {}, given.options.lookupDefinitions ?? {});
  const schema = createPortSchema(
    {
      dataset: (model, dataset) => sources.dataset(model, dataset),
      lookup: (name) => tables.loaded(name),
      rawAlways: false,
      order: 'loaded',
    },
    settings,
  );
  const ported = portCompiled(candidate, catalog, settings, schema, dialect, settings.now);
  if (ported.grade === 'refused') return { state: 'refused', reason: ported.reason };
  const rows = events.map(eventRow);
  if (!rows.every((row) => row !== undefined)) return { state: 'outside', reason: 'the layout cannot hold the input' };
  let writer: TableWriter | undefined;
  try {
    const points = (given.options.metrics ?? []).map(eventOf).map(eventRow);
    if (!points.every((row) => row !== undefined))
      return { state: 'outside', reason: 'the layout cannot hold the input' };
    writer = await database.write();
    await engine.fill(writer, 'events', rows);
    await engine.fill(writer, 'metrics', points);
    for (const { model, dataset, raw } of candidate.tables.datasets) {
      const members = [];
      for await (const batch of sources
        .dataset(model, dataset)
        ?.rows({ earliest: Number.NEGATIVE_INFINITY, latest: Number.POSITIVE_INFINITY }, raw) ?? []) {
        for (const event of batch) {
          const row = eventRow(event);
          if (row === undefined) {
            await engine.undo(writer);
            return { state: 'outside', reason: 'the layout cannot hold the input' };
          }
          members.push(row);
        }
      }
      await engine.fill(writer, dataSetTable(model, dataset, raw), members);
    }
    for (const name of candidate.tables.lookups) {
      const view = tables.loaded(name);
      if (view !== undefined) await writer.replaceLookup(lookupTable(name), view.fields, view.rows);
    }
    await writer.commit();
    writer = undefined;
    const found: Row[] = await withinBounds((limits) => allRows(database, ported, limits));
    const difference = differenceOf(builtin.rows, found, true);
    if (difference !== undefined)
      return { state: 'different', grade: ported.grade, reason: difference, sql: ported.sql };
    return { state: 'same', grade: ported.grade, reason: '' };
  } catch (error) {
    if (writer !== undefined) await engine.undo(writer);
    return {
      state: error instanceof BoundPassed ? 'bounded' : 'failed',
      grade: ported.grade,
      reason: error instanceof Error ? error.message : String(error),
      sql: ported.sql,
    };
  }
}
