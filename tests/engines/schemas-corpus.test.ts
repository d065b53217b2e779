import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { Knowledge } from '../../src/api/knowledge.js';
import { readSettings } from '../../src/api/options.js';
import { lookupTable } from '../../src/api/port-schema.js';
import { createCatalogLookups } from '../../src/exec/catalog-lookups.js';
import { joinedTables } from '../../src/node/engine-load.js';
import { loadContent } from '../../src/node/load-content.js';
import { loadKnowledge } from '../../src/node/load-knowledge.js';
import { loadSchemaMapping } from '../../src/node/load-schema-mapping.js';
import { type PortedDetection, portContent } from '../../src/node/port-content.js';
import { duckdb } from '../../src/sql/dialects/duckdb.js';
import { DuckDbDatabase, type DuckDbModule } from '../../src/sql/run/duckdb.js';
import { allRows } from '../../src/sql/run/engine.js';

const corpus = fileURLToPath(new URL('../../../shared/corpus/escu', import.meta.url));
const present = existsSync(corpus);
if (!present) console.warn('Skipped: the shared corpus is not there.');

/** How many detections over data models are ported to a schema, and the number of refusals by reason. */
interface Grades {
  readonly overDataModels: number;
  readonly equivalent: number;
  readonly caveats: number;
  readonly refused: Readonly<Record<string, number>>;
  /** Ported of those that read a data set of the model. */
  readonly byModel: Readonly<Record<string, string>>;
}
const ledgerFile = fileURLToPath(new URL('schemas/ledger.json', import.meta.url));
const ledger = JSON.parse(readFileSync(ledgerFile, 'utf8')) as Record<string, Grades>;

async function engine(): Promise<DuckDbModule | undefined> {
  try {
    const name = '@duckdb/node-api';
    return (await import(name)) as DuckDbModule;
  } catch {
    return undefined;
  }
}
const module = await engine();

function gradesOf(ported: readonly PortedDetection[]): Grades {
  const list = ported.filter(({ candidate }) => candidate.tables.datasets.length > 0);
  const refused: Record<string, number> = {};
  const models = new Map<string, { ported: number; all: number }>();
  for (const { port, candidate } of list) {
    if (port.grade === 'refused') {
      const reason = port.code === undefined ? port.reason : `${port.code}: ${port.reason}`;
      refused[reason] = (refused[reason] ?? 0) + 1;
    }
    for (const model of new Set(candidate.tables.datasets.map((each) => each.model))) {
      const counts = models.get(model) ?? { ported: 0, all: 0 };
      counts.all++;
      if (port.grade !== 'refused') counts.ported++;
      models.set(model, counts);
    }
  }
  const count = (grade: string): number => list.filter(({ port }) => port.grade === grade).length;
  const sorted = <T>(entries: Iterable<readonly [string, T]>): Record<string, T> =>
    Object.fromEntries([...entries].sort(([a], [b]) => (a < b ? -1 : 1)));
  return {
    overDataModels: list.length,
    equivalent: count('equivalent'),
    caveats: count('caveats'),
    refused: sorted(Object.entries(refused)),
    byModel: sorted([...models].map(([model, { ported: some, all }]) => [model, `${some} of ${all}`] as const)),
  };
}

describe.skipIf(!present)('the corpus over tables of other schemas', () => {
  const { settings } = readSettings({ now: 1_700_000_000 });
  const loading = (async () => {
    if (!present) throw new Error('There is no corpus.');
    const content = await loadContent({ rules: [`${corpus}/detections`], content: corpus });
    const knowledge = new Knowledge((await loadKnowledge([])).files, settings);
    return { content, knowledge, lookups: createCatalogLookups(content.catalog) };
  })();
  loading.catch(() => {});

  async function portTo(schema: string | undefined): Promise<PortedDetection[]> {
    const { content, knowledge, lookups } = await loading;
    if (schema === undefined) return portContent(content, knowledge, lookups, settings);
    const { mapping, diagnostics } = await loadSchemaMapping(schema, knowledge.definitions);
    expect(diagnostics).toEqual([]);
    return portContent(content, knowledge, lookups, settings, duckdb, mapping);
  }

  test.each(['ocsf', 'ecs'])('%s is graded as the ledger says', { timeout: 120_000 }, async (schema) => {
    const found = gradesOf(await portTo(schema));
    if (process.env['UPDATE_LEDGER'] === '1' && !process.env['CI']) {
      const kept = JSON.parse(readFileSync(ledgerFile, 'utf8')) as Record<string, Grades>;
      writeFileSync(ledgerFile, `${JSON.stringify({ ...kept, [schema]: found }, null, 2)}\n`);
    } else expect(found).toEqual(ledger[schema]);
  });

  test('the mapping "default" is the default layout', { timeout: 120_000 }, async () => {
    const sqlOf = (list: readonly PortedDetection[]) =>
      list.map(({ port }) => (port.grade === 'refused' ? port.reason : port.sql));
    expect(sqlOf(await portTo('default'))).toEqual(sqlOf(await portTo(undefined)));
  });

  test.skipIf(module === undefined)('what is ported to documents runs in DuckDB', { timeout: 300_000 }, async () => {
    const folder = mkdtempSync(join(tmpdir(), 'escudo-documents-'));
    const database = await DuckDbDatabase.open(module!, { now: settings.now });
    try {
      const { lookups } = await loading;
      let ran = 0;
      for (const [base, unit] of [
        ['ocsf', 'milliseconds'],
        ['ecs', 'iso'],
      ] as const) {
        const path = join(folder, `${base}.yml`);
        const time = base === 'ocsf' ? 'time' : '"@timestamp"';
        const dates = ['access', 'create', 'modify'].map((each) => `file_${each}_time: null`).join(', ');
        writeFileSync(
          path,
          `name: documents\nextends: ${base}\npaths: { json: document }\ntime: { path: '${time}', unit: ${unit} }\ntables: { Endpoint.Filesystem: { fields: { ${base === 'ecs' ? dates : ''} } } }\n`,
        );
        const ported = await portTo(path);
        const writer = await database.write();
        for (const name of joinedTables(ported.map(({ candidate }) => candidate.tables)).lookups) {
          const view = await lookups.table(name);
          if (view !== undefined) await writer.replaceLookup(lookupTable(name), view.fields, []);
        }
        await writer.commit();
        const { mapping } = await loadSchemaMapping(path, (await loading).knowledge.definitions);
        for (const table of new Set(
          [...mapping!.tables.values()].flatMap(({ parts }) => parts.map((part) => part.table.join('.'))),
        ))
          await database.run(`CREATE TABLE IF NOT EXISTS "${table}" (document JSON)`);
        for (const { port, detection } of ported) {
          if (port.grade === 'refused') continue;
          const rows = await allRows(database, port).catch((error: unknown) => String(error));
          expect(Array.isArray(rows) ? 'ran' : rows, detection.name).toBe('ran');
          ran++;
        }
      }
      expect(ran).toBeGreaterThan(1000);
    } finally {
      await database.close();
      rmSync(folder, { recursive: true });
    }
  });
});
