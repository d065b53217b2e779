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
import { clickhouse } from '../../src/sql/dialects/clickhouse.js';
import { allRows, type SqlEngine } from '../../src/sql/run/engine.js';
import { differenceOf } from '../../src/sql/verify.js';
import { engines } from './engines.js';
import { facts, now } from './schemas/facts.js';
import { portOver } from './schemas/port-over.js';
import { searches } from './schemas/searches.js';
import { ecsTable, ocsfTables } from './schemas/tables.js';

const engine = engines.find(({ dialect }) => dialect === clickhouse)!;
const folder = mkdtempSync(join(tmpdir(), 'escudo-schemas-'));
const { settings } = readSettings({ now });
const knowledge = new Knowledge((await loadKnowledge([])).files, settings);
const catalog = new Catalog({ macros: [] });
const tables = createMemoryLookups({}, {});
const parts: Readonly<Record<string, readonly string[]>> = {
  'Network_Traffic.All_Traffic': ['Network_Traffic.Blocked_Traffic'],
  'Authentication.Authentication': ['Authentication.Failed_Authentication', 'Authentication.Successful_Authentication'],
};
const events = facts
  .flatMap(({ cim }) => cim ?? [])
  .sort((a, b) => Number(b.fields['_time']) - Number(a.fields['_time']))
  .map(({ dataset, fields }) => eventOf({ _cim: [dataset, ...(parts[dataset] ?? [])], ...fields }));

async function builtinRows(spl: string) {
  const { plan } = prepare(createSource('<search>', spl), catalog, settings, 'search');
  if (plan === undefined) throw new Error(`The built-in engine refuses ${spl}`);
  const sources = createMemorySources({ events, views: knowledge.views });
  const lookups = layeredLookups(tables, createCatalogLookups(catalog));
  const context = createContext({ catalog, settings, sources, lookups, report: () => {} });
  return (await runPlan(plan, context)).map(rowOf);
}

/** Columns as DuckDB types them, in the types of ClickHouse. */
function clickHouseColumns(columns: string): string {
  let at = 0;
  const scalars: Readonly<Record<string, string>> = {
    VARCHAR: 'Nullable(String)',
    BIGINT: 'Nullable(Int64)',
    INTEGER: 'Nullable(Int32)',
    TIMESTAMPTZ: "Nullable(DateTime64(3, 'UTC'))",
  };
  const members = (): string => {
    const list: string[] = [];
    for (;;) {
      const name = /\s*("[^"]+"|\w+)\s+/y;
      name.lastIndex = at;
      const found = name.exec(columns)!;
      at = name.lastIndex;
      list.push(`${found[1]!.startsWith('"') ? found[1] : `"${found[1]}"`} ${type()}`);
      if (columns[at] !== ',') return list.join(', ');
      at++;
    }
  };
  const type = (): string => {
    let made: string;
    if (columns.startsWith('STRUCT(', at)) {
      at += 'STRUCT('.length;
      made = `Tuple(${members()})`;
      at++;
    } else {
      const word = /[A-Z]+/y;
      word.lastIndex = at;
      made = scalars[word.exec(columns)![0]]!;
      at = word.lastIndex;
    }
    while (columns.startsWith('[]', at)) {
      at += 2;
      made = `Array(${made})`;
    }
    return made;
  };
  return members();
}

describe.skipIf(!engine.there)('tables of other schemas in ClickHouse', () => {
  let opened: { readonly database: SqlEngine; close(): Promise<void> };
  beforeAll(async () => {
    opened = await engine.open();
    const { database } = opened;
    const load = async (table: string, columns: string, rows: readonly unknown[]): Promise<void> => {
      await database.run(`CREATE TABLE ${table} (${columns}) ENGINE = Memory`);
      const lines = rows.map((row) => JSON.stringify(row)).join('\n');
      await database.run(
        `INSERT INTO ${table} SETTINGS date_time_input_format = 'best_effort' FORMAT JSONEachRow ${lines}`,
      );
    };
    for (const [table, columns] of Object.entries(ocsfTables))
      await load(
        table,
        clickHouseColumns(columns),
        facts.flatMap(({ ocsf }) => (ocsf.table === table ? [ocsf.event] : [])),
      );
    await load(
      'logs',
      clickHouseColumns(ecsTable).replace(
        '"@timestamp" Nullable(DateTime64(3, \'UTC\'))',
        '"@timestamp" DateTime64(3, \'UTC\')',
      ),
      facts.map(({ ecs }) => ecs),
    );
    await load(
      'documents',
      'document String',
      facts.map(({ ecs }) => ({ document: JSON.stringify(ecs) })),
    );
    const names = [
      'Endpoint.Processes',
      'Endpoint.Registry',
      'Network_Traffic.All_Traffic',
      'Authentication.Authentication',
      'Network_Resolution.DNS',
      'Web.Web',
    ];
    writeFileSync(
      join(folder, 'json.yml'),
      `name: json\nextends: ecs\npaths: { json: document }\ntime: { path: '"@timestamp"', unit: iso }\ntables:\n${names.map((name) => `  ${name}: { table: documents }\n`).join('')}  Endpoint.Filesystem:\n    table: documents\n    fields: { file_create_time: { path: file.created, type: time, unit: iso } }\n`,
    );
  }, 60_000);
  afterAll(async () => {
    await opened.close();
    rmSync(folder, { recursive: true });
  });

  const cases = ['ocsf', 'ecs', 'json.yml'].flatMap((schema) =>
    Object.entries(searches).flatMap(([title, spl]) =>
      schema !== 'ocsf' && spl.includes('process_integrity_level') ? [] : [[schema, title, spl] as const],
    ),
  );

  test.each(cases)('%s: %s gives the rows of the built-in engine', async (schema, _, spl) => {
    const expected = await builtinRows(spl);
    expect(expected.length).toBeGreaterThan(0);
    const { mapping } = await loadSchemaMapping(
      schema.endsWith('.yml') ? join(folder, schema) : schema,
      knowledge.definitions,
    );
    const ported = portOver(mapping!, spl, { knowledge, settings }, clickhouse);
    if (ported.grade === 'refused') throw new Error(ported.reason);
    expect(differenceOf(expected, await allRows(opened.database, ported), true)).toBeUndefined();
  });
});
