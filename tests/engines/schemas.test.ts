import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { Knowledge } from '../../src/api/knowledge.js';
import { readSettings } from '../../src/api/options.js';
import { eventOf, rowOf } from '../../src/api/plain-events.js';
import { createContext, prepare, runPlan } from '../../src/api/run.js';
import { Catalog } from '../../src/content/catalog.js';
import { createCatalogLookups } from '../../src/exec/lookups/catalog-lookups.js';
import { createMemoryLookups } from '../../src/exec/lookups/memory-lookups.js';
import { layeredLookups } from '../../src/exec/lookups/run-lookups.js';
import { createMemorySources } from '../../src/exec/memory-sources.js';
import { loadKnowledge } from '../../src/node/knowledge/load-knowledge.js';
import { loadSchemaMapping } from '../../src/node/knowledge/load-schema-mapping.js';
import { createSource } from '../../src/source/source.js';
import { DuckDbDatabase, type DuckDbModule } from '../../src/sql/run/duckdb.js';
import { allRows } from '../../src/sql/run/engine.js';
import { differenceOf } from '../../src/sql/verify.js';
import { facts, now } from './schemas/facts.js';
import { portOver } from './schemas/port-over.js';
import { searches } from './schemas/searches.js';
import { ecsTable, ocsfTables } from './schemas/tables.js';

async function engine(): Promise<DuckDbModule | undefined> {
  try {
    const name = '@duckdb/node-api';
    return (await import(name)) as DuckDbModule;
  } catch {
    return undefined;
  }
}
const module = await engine();
if (module === undefined) console.warn('Skipped: DuckDB is not installed; .ci/engines installs it.');

const folder = mkdtempSync(join(tmpdir(), 'escudo-schemas-'));
const { settings } = readSettings({ now });
const knowledge = new Knowledge((await loadKnowledge([])).files, settings);
const catalog = new Catalog({ macros: [] });
const tables = createMemoryLookups({}, {});
const start = 'search' as const;
const parts: Readonly<Record<string, readonly string[]>> = {
  'Network_Traffic.All_Traffic': ['Network_Traffic.Blocked_Traffic'],
  'Authentication.Authentication': ['Authentication.Failed_Authentication', 'Authentication.Successful_Authentication'],
};

/** The facts in the shape of CIM, newest first: what the built-in engine runs over. Parts of a data set are told by the data model. */
const events = facts
  .flatMap(({ cim }) => cim ?? [])
  .sort((a, b) => Number(b.fields['_time']) - Number(a.fields['_time']))
  .map(({ dataset, fields }) => eventOf({ _cim: [dataset, ...(parts[dataset] ?? [])], ...fields }));

async function builtinRows(spl: string) {
  const { plan } = prepare(createSource('<search>', spl), catalog, settings, start);
  if (plan === undefined) throw new Error(`The built-in engine refuses ${spl}`);
  const sources = createMemorySources({ events, views: knowledge.views });
  const lookups = layeredLookups(tables, createCatalogLookups(catalog));
  const context = createContext({ catalog, settings, sources, lookups, report: () => {} });
  return (await runPlan(plan, context)).map(rowOf);
}

async function portWith(schema: string, spl: string) {
  const { mapping, diagnostics } = await loadSchemaMapping(schema, knowledge.definitions);
  expect(diagnostics).toEqual([]);
  return portOver(mapping!, spl, { knowledge, settings });
}

const own: Readonly<Record<string, string>> = {
  'json.yml': `name: json
extends: ecs
paths: { json: document }
time: { path: '"@timestamp"', unit: iso }
tables:
  Endpoint.Processes: { table: documents }
  Endpoint.Registry: { table: documents }
  Endpoint.Filesystem:
    table: documents
    fields: { file_create_time: { path: file.created, type: time, unit: iso } }
  Network_Traffic.All_Traffic: { table: documents }
  Authentication.Authentication: { table: documents }
  Network_Resolution.DNS: { table: documents }
  Web.Web: { table: documents }
`,
  'flat.yml': `name: flat
extends: ecs
paths: flat
empty: missing
tables:
  Endpoint.Processes: { table: [main, columns] }
  Endpoint.Registry: { table: [main, columns] }
`,
};

describe.skipIf(module === undefined)('tables of other schemas in DuckDB', () => {
  let database: DuckDbDatabase;
  beforeAll(async () => {
    const path = join(folder, 'lake.duckdb');
    // The engine itself reads no files.
    const outside = await (await module!.DuckDBInstance.create(path)).connect();
    const lines = (list: readonly unknown[]): string => `${list.map((each) => JSON.stringify(each)).join('\n')}\n`;
    const write = (name: string, list: readonly unknown[]): string => {
      writeFileSync(join(folder, name), lines(list));
      return join(folder, name);
    };
    for (const [name, text] of Object.entries(own)) writeFileSync(join(folder, name), text);
    const load = async (table: string, columns: string, file: string): Promise<void> => {
      await outside.run(`CREATE TABLE "raw ${table}" (${columns})`);
      await outside.run(`COPY "raw ${table}" FROM '${file}' (FORMAT JSON)`);
      // As a data lake has it.
      await outside.run(`COPY "raw ${table}" TO '${join(folder, table)}.parquet' (FORMAT PARQUET)`);
      await outside.run(`CREATE TABLE ${table} AS SELECT * FROM read_parquet('${join(folder, table)}.parquet')`);
    };
    for (const [table, columns] of Object.entries(ocsfTables)) {
      const events = facts.flatMap(({ ocsf }) => (ocsf.table === table ? [ocsf.event] : []));
      await load(table, columns, write(`${table}.ndjson`, events));
    }
    const documents = write(
      'logs.ndjson',
      facts.map(({ ecs }) => ecs),
    );
    await load('logs', ecsTable, documents);
    await outside.run(
      `CREATE TABLE documents AS SELECT json AS document FROM read_json_objects('${documents}', format = 'newline_delimited')`,
    );
    const flat = (path: string): string => `coalesce(json_extract_string(document, '$.${path}'), '') AS "${path}"`;
    const texts = (path: string): string => `CAST(json_extract(document, '$.${path}') AS VARCHAR[]) AS "${path}"`;
    const paths = ['host.name', 'user.name', 'registry.path', 'registry.key', 'registry.value', 'registry.data.type'];
    const members = [
      'pid',
      'entity_id',
      'name',
      'executable',
      'command_line',
      'working_directory',
      'pe.original_file_name',
    ];
    const hashes = ['hash.md5', 'hash.sha1', 'hash.sha256'];
    await outside.run(
      `CREATE TABLE columns AS SELECT CAST(json_extract_string(document, '$."@timestamp"') AS TIMESTAMPTZ) AS "@timestamp", ${[
        ...paths,
        ...['process', 'process.parent'].flatMap((each) => [...members, ...hashes].map((name) => `${each}.${name}`)),
      ]
        .map(flat)
        .join(
          ', ',
        )}, ${['event.category', 'event.type', 'registry.data.strings'].map(texts).join(', ')} FROM documents`,
    );
    outside.closeSync?.();
    database = await DuckDbDatabase.open(module!, { path, now });
  });
  afterAll(async () => {
    await database.close();
    rmSync(folder, { recursive: true });
  });

  const schemas: Readonly<Record<string, (spl: string) => boolean>> = {
    ocsf: () => true,
    ecs: (spl) => !spl.includes('process_integrity_level'),
    'json.yml': (spl) => !spl.includes('process_integrity_level'),
    'flat.yml': (spl) => /Endpoint\.(?:Processes|Registry)/.test(spl) && !spl.includes('process_integrity_level'),
  };
  const cases = Object.entries(schemas).flatMap(([schema, fits]) =>
    Object.entries(searches).flatMap(([title, spl]) => (fits(spl) ? [[schema, title, spl] as const] : [])),
  );

  test.each(cases)('%s: %s gives the rows of the built-in engine', async (schema, _, spl) => {
    const expected = await builtinRows(spl);
    // A search that finds nothing would prove nothing.
    expect(expected.length).toBeGreaterThan(0);
    const ported = await portWith(schema.endsWith('.yml') ? join(folder, schema) : schema, spl);
    if (ported.grade === 'refused') throw new Error(ported.reason);
    expect(differenceOf(expected, await allRows(database, ported), true)).toBeUndefined();
  });
});
