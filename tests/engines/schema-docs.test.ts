import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { Knowledge } from '../../src/api/knowledge.js';
import { readSettings } from '../../src/api/options.js';
import { readDocument } from '../../src/content/document.js';
import { createSchemaValidator } from '../../src/content/schema/validator.js';
import { loadKnowledge } from '../../src/node/knowledge/load-knowledge.js';
import { createSource } from '../../src/source/source.js';
import { dataSetFields } from '../../src/sql/mapping/mapped-schema.js';
import type { SchemaMapping } from '../../src/sql/mapping/mapping.js';
import type { MappingFile } from '../../src/sql/mapping/placed.js';
import { readMapping } from '../../src/sql/mapping/read-mapping.js';
import { DuckDbDatabase, type DuckDbModule } from '../../src/sql/run/duckdb.js';
import { allRows } from '../../src/sql/run/engine.js';
import { portOver } from './schemas/port-over.js';

const root = fileURLToPath(new URL('../../', import.meta.url));
const page = readFileSync(`${root}docs/schema-mapping.md`, 'utf8');
const blocks = [...page.matchAll(/^```(\w+)\n([\s\S]*?)^```$/gm)].map(([, language, text]) => ({
  language: language!,
  text: text!,
}));

async function engine(): Promise<DuckDbModule | undefined> {
  try {
    const name = '@duckdb/node-api';
    return (await import(name)) as DuckDbModule;
  } catch {
    return undefined;
  }
}
const module = await engine();
const { settings } = readSettings({ now: 1_700_100_000 });
const knowledge = new Knowledge((await loadKnowledge([])).files, settings);
const validator = await createSchemaValidator();

function mappingOf(text: string): SchemaMapping {
  const files: MappingFile[] = [];
  const add = (name: string, content: string): void => {
    const { file, root: top } = readDocument(createSource(name, content));
    expect(validator.validate(file, top!, 'schema-mapping')).toEqual([]);
    const base = /^extends: (\w+)$/m.exec(content)?.[1];
    if (base !== undefined) add(base, readFileSync(`${root}rules/schemas/${base}.yml`, 'utf8'));
    files.push({ file, root: top! });
  };
  add('docs', text);
  const { mapping, diagnostics } = readMapping(files, dataSetFields(knowledge.definitions));
  expect(diagnostics).toEqual([]);
  return mapping!;
}

test('every mapping of docs/schema-mapping.md can be read', () => {
  const mappings = blocks.filter(({ language }) => language === 'yaml');
  expect(mappings.length).toBeGreaterThanOrEqual(3);
  for (const { text } of mappings) mappingOf(text);
});

describe.skipIf(module === undefined)('docs/schema-mapping.md', () => {
  let database: DuckDbDatabase;
  beforeAll(async () => {
    database = await DuckDbDatabase.open(module!, { now: settings.now });
  });
  afterAll(() => database.close());

  test('searches find the rows that stand behind them', async () => {
    let mapping: SchemaMapping | undefined;
    let spl = '';
    let compared = 0;
    for (const { language, text } of blocks) {
      if (language === 'sql') await database.run(text);
      else if (language === 'yaml') mapping = mappingOf(text);
      else if (language === 'spl') spl = text;
      else if (language === 'json' || language === 'text') {
        const ported = portOver(mapping!, spl.trim(), { knowledge, settings });
        compared++;
        if (ported.grade === 'refused') expect(`${ported.code}: ${ported.reason}`).toBe(text.trim());
        else expect(await allRows(database, ported)).toEqual(JSON.parse(text));
      }
    }
    expect(compared).toBe(8);
  });
});
