import { expect, test } from 'vitest';
import { Catalog } from '../../../../src/content/catalog.js';
import { type LookupDefinition, lookupMatching } from '../../../../src/content/lookup-definition.js';
import { createCatalogLookups } from '../../../../src/exec/lookups/catalog-lookups.js';
import { createRunLookups } from '../../../../src/exec/lookups/run-lookups.js';

const definition: LookupDefinition = {
  name: 'ports',
  kind: 'csv',
  path: 'lookups/ports.csv',
  fields: [],
  origin: 'repository',
  ...lookupMatching({ get: (setting) => (setting === 'match_type' ? 'WILDCARD(app)' : undefined) }),
};

function catalog(): { catalog: Catalog; reads: string[] } {
  const reads: string[] = [];
  const made = new Catalog({
    lookups: [definition],
    reader: {
      readText: async (path) => {
        reads.push(path);
        return path === 'lookups/ports.csv' ? 'app,port\nweb*,80\n' : undefined;
      },
    },
  });
  return { catalog: made, reads };
}

test('a table is read when it is first asked for, and once', async () => {
  const { catalog: made, reads } = catalog();
  const lookups = createCatalogLookups(made);
  expect(lookups.loaded('ports')).toBeUndefined();
  expect(reads).toEqual([]);
  const table = await lookups.table('ports');
  await lookups.table('ports.csv');
  expect(reads).toEqual(['lookups/ports.csv']);
  expect(table?.rows[table.index(['app'], { timeZone: 'UTC', now: 0 }).find(['webserver'])[0]!]).toEqual([
    'web*',
    '80',
  ]);
  expect(lookups.loaded('ports')).toBe(table);
});

test('tables of other apps are empty and say so; unknown ones are undefined', async () => {
  const lookups = createCatalogLookups(catalog().catalog);
  const assets = await lookups.table('asset_lookup_by_str');
  expect(assets?.rows).toEqual([]);
  expect(assets?.diagnostics.map((each) => each.code)).toEqual(['empty-lookup']);
  expect(await lookups.table('nothing')).toBeUndefined();
});

test('what a run writes is seen by that run only', async () => {
  const shared = createCatalogLookups(catalog().catalog);
  const first = createRunLookups(shared);
  const second = createRunLookups(shared);
  await first.put('ports', { fields: ['app'], rows: [['x']] });
  expect((await first.table('ports'))?.fields).toEqual(['app']);
  expect((await second.table('ports'))?.fields).toEqual(['app', 'port']);
});
