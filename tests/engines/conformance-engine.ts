import { macrosOf, readSettings } from '../../src/api/options.js';
import { eventOf, type Row } from '../../src/api/plain-events.js';
import { portCandidate, portCompiled } from '../../src/api/port.js';
import { createPortSchema, dataSetTable, lookupTable } from '../../src/api/port-schema.js';
import { search } from '../../src/api/search.js';
import { Catalog } from '../../src/content/catalog.js';
import { createMemoryLookups } from '../../src/exec/memory-lookups.js';
import { createMemorySources } from '../../src/exec/memory-sources.js';
import { createSource } from '../../src/source/source.js';
import type { SqlDialect } from '../../src/sql/dialect.js';
import { eventRow } from '../../src/sql/layout.js';
import { allRows, type SqlEngine, type TableWriter } from '../../src/sql/run/engine.js';
import { differenceOf } from '../../src/sql/verify.js';
import type { ConformanceCase } from '../../src/testing/conformance.js';

/** What a case came to in the engine. `outside`: there is nothing to compare. */
export interface EngineOutcome {
  readonly state: 'same' | 'different' | 'failed' | 'refused' | 'outside';
  readonly grade?: 'equivalent' | 'caveats';
  readonly reason: string;
  readonly sql?: string;
}

/** Runs a case in the engine and compares its rows with the built-in ones. */
export async function runCase(
  given: ConformanceCase,
  database: SqlEngine,
  dialect: SqlDialect,
): Promise<EngineOutcome> {
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
  if (rows.some((row) => row === undefined)) return { state: 'outside', reason: 'the layout cannot hold the input' };
  let writer: TableWriter | undefined;
  try {
    writer = await database.write();
    await writer.replaceEvents('events');
    await writer.append(
      'events',
      rows.map((row) => row!),
      0,
    );
    await writer.replaceEvents('metrics');
    const points = (given.options.metrics ?? []).map(eventOf).map(eventRow);
    if (points.some((row) => row === undefined))
      return { state: 'outside', reason: 'the layout cannot hold the input' };
    await writer.append(
      'metrics',
      points.map((row) => row!),
      0,
    );
    for (const { model, dataset, raw } of candidate.tables.datasets) {
      const table = dataSetTable(model, dataset, raw);
      await writer.replaceEvents(table);
      const members = [];
      for await (const batch of sources
        .dataset(model, dataset)
        ?.rows({ earliest: Number.NEGATIVE_INFINITY, latest: Number.POSITIVE_INFINITY }, raw) ?? []) {
        for (const event of batch) {
          const row = eventRow(event);
          if (row === undefined) {
            await writer.rollback();
            return { state: 'outside', reason: 'the layout cannot hold the input' };
          }
          members.push(row);
        }
      }
      await writer.append(table, members, 0);
    }
    for (const name of candidate.tables.lookups) {
      const view = tables.loaded(name);
      if (view !== undefined) await writer.replaceLookup(lookupTable(name), view.fields, view.rows);
    }
    await writer.commit();
    writer = undefined;
    const found: Row[] = await allRows(database, ported);
    const difference = differenceOf(builtin.rows, found, true);
    if (difference !== undefined)
      return { state: 'different', grade: ported.grade, reason: difference, sql: ported.sql };
    return { state: 'same', grade: ported.grade, reason: '' };
  } catch (error) {
    await writer?.rollback();
    return {
      state: 'failed',
      grade: ported.grade,
      reason: error instanceof Error ? error.message : String(error),
      sql: ported.sql,
    };
  }
}
