import { writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, describe, expect, test } from 'vitest';
import type { DuckDbModule } from '../../src/sql/run/duckdb.js';
import { escudo, folderWith, installed, packageFolder, removeFolders } from './command-line.js';

const present = installed('@duckdb/node-api');

const rule = `name: Odd shell
type: TTP
search: '| tstats count from datamodel=Endpoint.Processes where Processes.process_name=odd.exe by Processes.dest Processes.user | rename Processes.* as *'
`;

/** A database that escudo did not make. */
async function lake(): Promise<string> {
  const dir = await folderWith({
    'rule.yml': rule,
    'lake.yml': `name: lake
time: { path: at, unit: timestamptz }
tables:
  Endpoint.Processes:
    table: [main, starts]
    fields: { process_name: image, dest: host, user: { column: labels, key: user } }
`,
    'broken.yml': 'name: broken\ntables: { Endpoint.Processes: { table: starts } }\n',
  });
  const name = createRequire(pathToFileURL(packageFolder)).resolve('@duckdb/node-api');
  const { DuckDBInstance } = (await import(pathToFileURL(name).href)) as DuckDbModule;
  const instance = await DuckDBInstance.create(join(dir, 'lake.duckdb'));
  const connection = await instance.connect();
  await connection.run(
    'CREATE TABLE starts ("at" TIMESTAMPTZ, host VARCHAR, image VARCHAR, labels MAP(VARCHAR, VARCHAR))',
  );
  await connection.run(
    `INSERT INTO starts VALUES ('2023-11-14 22:13:20Z', 'ws1', 'odd.exe', MAP {'user': 'amy'}), ('2023-11-14 22:13:21Z', 'ws2', 'even.exe', MAP {'user': 'bob'})`,
  );
  connection.closeSync?.();
  instance.closeSync?.();
  return dir;
}

afterAll(removeFolders);

describe.skipIf(!present)('tables of a schema mapping on the command line', () => {
  test('are searched where they are', async () => {
    const dir = await lake();
    const found = await escudo([
      'run',
      join(dir, 'rule.yml'),
      '--engine',
      'duckdb',
      '--db',
      join(dir, 'lake.duckdb'),
      '--schema',
      join(dir, 'lake.yml'),
      '--format',
      'ndjson',
    ]);
    expect(found.stdout).toBe('{"dest":"ws1","user":"amy","count":"1"}\n');
    expect(found.exit).toBe(0);
  });

  test('a mapping with mistakes runs nothing', async () => {
    const dir = await lake();
    const given = ['run', join(dir, 'rule.yml'), '--engine', 'duckdb', '--db', join(dir, 'lake.duckdb')];
    const found = await escudo([...given, '--schema', join(dir, 'broken.yml')]);
    expect(found.stderr).toContain('error[schema-mapping]');
    expect(found.stdout).toBe('');
    expect(found.exit).toBe(2);
  });

  test('a column that is not there is said', async () => {
    const dir = await lake();
    const found = await escudo([
      'run',
      join(dir, 'rule.yml'),
      '--engine',
      'duckdb',
      '--db',
      join(dir, 'lake.duckdb'),
      '--schema',
      'ocsf',
    ]);
    expect(found.stderr).toContain('process_activity');
    expect(found.exit).toBe(2);
  });

  test.each([
    ['image_name', /^error\[schema-field-place\]: process_name in wrong \(Endpoint.Processes\) .* image_name/],
    ['labels', /^error\[schema-field-type\]: process_name in wrong .* MAP\(VARCHAR, VARCHAR\)[\s\S]*key: KEY/],
    ["'host[]'", /^error\[schema-field-type\]: process_name in wrong .* a list, but the table has VARCHAR/],
    ['{ path: at, type: time, unit: seconds }', /^error\[schema-field-type\]: [\s\S]*unit: timestamptz/],
  ])('a field at %s is refused by its name before anything runs', async (place, said) => {
    const dir = await lake();
    const wrong = await folderWith({
      'wrong.yml': `name: wrong\nextends: ${join(dir, 'lake.yml')}\ntables: { Endpoint.Processes: { table: starts, fields: { process_name: ${place} } } }\n`,
    });
    const given = ['run', join(dir, 'rule.yml'), '--engine', 'duckdb', '--db', join(dir, 'lake.duckdb')];
    const found = await escudo([...given, '--schema', join(wrong, 'wrong.yml')]);
    expect(found.stderr).toMatch(said);
    expect(found.stdout).toBe('');
    expect(found.exit).toBe(2);
  });

  test('are searched with the lookups that were loaded beside them, which later loads of events do not mind', {
    timeout: 120_000,
  }, async () => {
    const dir = await lake();
    await writeFile(join(dir, 'owners.csv'), 'dest,owner\nws1,carol\n');
    await writeFile(
      join(dir, 'rule.yml'),
      rule.replace("as *'", "as * | lookup owners.csv dest OUTPUT owner | fields owner'"),
    );
    const db = ['--db', join(dir, 'lake.duckdb')];
    const search = (...more: string[]) =>
      escudo([
        'run',
        join(dir, 'rule.yml'),
        '--engine',
        'duckdb',
        ...db,
        '--lookups',
        dir,
        '--format',
        'ndjson',
        ...more,
      ]);
    const over = ['--schema', join(dir, 'lake.yml')];
    expect((await search(...over)).stderr).toContain('The database has no table lookup owners.csv');
    for (const _ of ['first', 'again']) {
      const loaded = await escudo(['load', join(dir, 'rule.yml'), ...db, '--lookups', dir, '--lookups-only']);
      expect(loaded).toEqual({ exit: 0, stdout: '', stderr: `1 lookup table in ${join(dir, 'lake.duckdb')}.\n` });
      expect((await search(...over)).stdout).toBe('{"owner":"carol"}\n');
    }
    await writeFile(join(dir, 'a.ndjson'), '{"a":"1"}\n');
    const events = ['--events', join(dir, 'a.ndjson')];
    const added = await escudo(['load', join(dir, 'rule.yml'), ...db, '--lookups', dir, '--append', ...events]);
    expect(added.exit).toBe(0);
    await escudo(['load', join(dir, 'rule.yml'), ...db, '--lookups', dir, '--lookups-only']);
    const known = await escudo(['load', join(dir, 'rule.yml'), ...db, '--lookups', dir, '--append', ...events]);
    expect(known.stderr).toContain('1 file left out: loaded before.');
    expect((await search(...over)).stdout).toBe('{"owner":"carol"}\n');
  });

  test('goes with a database only', async () => {
    const dir = await lake();
    const events = ['--events', join(dir, 'rule.yml')];
    const builtin = await escudo(['run', join(dir, 'rule.yml'), ...events, '--schema', 'ocsf']);
    expect(builtin.stderr).toContain('--schema is for searches in a database.');
    const loaded = await escudo(['run', join(dir, 'rule.yml'), ...events, '--engine', 'duckdb', '--schema', 'ocsf']);
    expect(loaded.stderr).toContain('--schema describes tables that are there');
  });
});
