import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'vitest';
import { lookupTable } from '../../../src/api/port-schema.js';
import { joinedTables } from '../../../src/node/sql/engine-load.js';
import { duckdb } from '../../../src/sql/dialects/duckdb.js';
import { DuckDbDatabase, type DuckDbModule } from '../../../src/sql/run/duckdb.js';
import { allRows } from '../../../src/sql/run/engine.js';
import type { PublishedSearches } from '../published-searches.js';

/** A mapping of one column with a document of JSON, made of one that comes with escudo. */
function documentsOf(base: 'ocsf' | 'ecs'): string {
  const [path, unit] = base === 'ocsf' ? ['time', 'milliseconds'] : ['"@timestamp"', 'iso'];
  const dates = ['access', 'create', 'modify'].map((each) => `file_${each}_time: null`).join(', ');
  return `name: documents
extends: ${base}
paths: { json: document }
time: { path: '${path}', unit: ${unit} }
tables: { Endpoint.Filesystem: { fields: { ${base === 'ecs' ? dates : ''} } } }
`;
}

/** Runs what is ported to documents of either schema, over tables without rows: each has to run. Gives how many ran. */
export async function runOverDocuments(published: PublishedSearches, module: DuckDbModule): Promise<number> {
  const folder = mkdtempSync(join(tmpdir(), 'escudo-documents-'));
  const database = await DuckDbDatabase.open(module, { now: published.settings.now });
  try {
    let ran = 0;
    for (const base of ['ocsf', 'ecs'] as const) {
      const path = join(folder, `${base}.yml`);
      writeFileSync(path, documentsOf(base));
      const ported = await published.portTo(path, duckdb);
      const writer = await database.write();
      for (const name of joinedTables(ported.map(({ candidate }) => candidate.tables)).lookups) {
        const view = await published.lookups.table(name);
        if (view !== undefined) await writer.replaceLookup(lookupTable(name), view.fields, []);
      }
      await writer.commit();
      const mapping = await published.mapping(path);
      const parts = [...mapping.tables.values()].flatMap((table) => table.parts);
      for (const table of new Set(parts.map((part) => part.table.join('.'))))
        await database.run(`CREATE TABLE IF NOT EXISTS "${table}" (document JSON)`);
      for (const { port, detection } of ported) {
        if (port.grade === 'refused') continue;
        const rows = await allRows(database, port).catch((error: unknown) => String(error));
        expect(Array.isArray(rows) ? 'ran' : rows, detection.name).toBe('ran');
        ran++;
      }
    }
    return ran;
  } finally {
    await database.close();
    rmSync(folder, { recursive: true });
  }
}
