import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { parse } from 'yaml';
import { Knowledge } from '../../../../src/api/knowledge.js';
import { readSettings } from '../../../../src/api/options.js';
import { createCatalogLookups } from '../../../../src/exec/lookups/catalog-lookups.js';
import { loadContent } from '../../../../src/node/content/load-content.js';
import { loadKnowledge } from '../../../../src/node/knowledge/load-knowledge.js';
import { portContent } from '../../../../src/node/sql/port-content.js';
import { writePortFolder } from '../../../../src/node/sql/port-folder.js';
import { createSource } from '../../../../src/source/source.js';
import type { SqlDialect } from '../../../../src/sql/dialect.js';
import { clickhouse } from '../../../../src/sql/dialects/clickhouse.js';
import { duckdb } from '../../../../src/sql/dialects/duckdb.js';

let dir: string;
beforeAll(async () => {
  dir = await mkdtemp(join(tmpdir(), 'escudo-port-'));
});
afterAll(() => rm(dir, { recursive: true, force: true }));

const rule = (name: string, search: string) =>
  `name: ${JSON.stringify(name)}\nid: 1\nversion: 3\ntype: Hunting\nsearch: ${JSON.stringify(search)}\ndeployment:\n  name: d\n  type: Hunting\n  scheduling:\n    cron_schedule: 0 * * * *\n    earliest_time: -70m@m\n    latest_time: -10m@m\n`;

async function write(rules: Readonly<Record<string, string>>, dialect: SqlDialect = duckdb): Promise<void> {
  const { settings } = readSettings({ now: 1_700_000_000 });
  const content = await loadContent({
    rules: [],
    content: dir,
    userContent: [],
    macroFlags: [],
    texts: Object.entries(rules).map(([path, text]) => ({
      source: createSource(path, text),
      path: `detections/${path}`,
      origin: 'repository' as const,
    })),
  });
  const knowledge = new Knowledge((await loadKnowledge([])).files, settings);
  const ported = await portContent(content, knowledge, createCatalogLookups(content.catalog), settings, dialect);
  await writePortFolder(dir, ported, content, dialect, 'default');
}

const manifest = async () =>
  JSON.parse(await readFile(join(dir, 'manifest.json'), 'utf8')) as {
    dialect: string;
    detections: { name: string; grade: string; file?: string; reason?: string; schedule: object }[];
  };

test('a file per detection, and what a scheduler needs to know', async () => {
  await writeFile(join(dir, 'mine.sql'), 'SELECT 1');
  await write({
    'endpoint/same.yml': rule('One', 'index=a | stats count'),
    'cloud/Same.yml': rule('Two | "quoted"', 'index=b | stats count by host'),
    'cloud/odd name;.yml': rule('Three', 'index=c'),
    'cloud/no.yml': rule('Four', 'index=c | map search="search index=x"'),
  });
  const { dialect, detections } = await manifest();
  expect(dialect).toBe('duckdb');
  const files = detections.map(({ file }) => file);
  expect(new Set(files.map((file) => file?.toLowerCase())).size).toBe(4);
  expect(detections.map(({ name, grade }) => [name, grade])).toContainEqual(['Four', 'refused']);
  const refused = detections.find(({ name }) => name === 'Four')!;
  expect(refused).toMatchObject({ reason: expect.stringMatching(/^a search per row \(\d+:\d+: map /) });
  for (const file of files) {
    if (file === undefined) continue;
    expect(file).toMatch(/^detections\/[\w.-]+\.sql$/);
    expect(await readFile(join(dir, file), 'utf8')).toMatch(/^-- .+\n-- grade: equivalent\n-- cron: 0 \* \* \* \*\n/);
  }
  const schedule = parse(await readFile(join(dir, 'schedule.yml'), 'utf8')) as { queries: object[] };
  expect(schedule.queries).toHaveLength(3);
  expect(schedule.queries[0]).toMatchObject({ cron: '0 * * * *', earliest: '-70m@m', latest: '-10m@m' });
  expect(await readFile(join(dir, 'report.md'), 'utf8')).toContain('| Two \\| "quoted" | equivalent |  |');
  expect(await readFile(join(dir, 'prelude.sql'), 'utf8')).toContain('CREATE OR REPLACE MACRO spl_num(');
});

test('what is gone from the rules goes from the folder, and nothing else', async () => {
  await write({ 'endpoint/same.yml': rule('One', 'index=a | stats count') });
  expect(await readdir(join(dir, 'detections'))).toEqual(['same.sql']);
  await write({ 'endpoint/same.yml': rule('One', 'index=a | stats count') }, clickhouse);
  expect(await readdir(dir)).not.toContain('prelude.sql');
  await writeFile(
    join(dir, 'manifest.json'),
    JSON.stringify({ detections: [{ file: '../mine.sql' }, { file: 'mine.sql' }, null] }),
  );
  await write({ 'endpoint/same.yml': rule('One', 'index=a | stats count') });
  expect(await readdir(dir)).toContain('mine.sql');
});
