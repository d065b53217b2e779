import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { ledgerTable } from '../../src/node/load-ledger.js';
import { ClickHouseDatabase } from '../../src/sql/run/clickhouse.js';
import { type ClickHouseServer, clickHouseClient, startClickHouse } from './clickhouse-server.js';
import { escudo, folderWith, ndjson, rules } from './command-line.js';

const client = clickHouseClient();
const detections = join(rules, 'detections');
const examples = join(rules, 'examples');
const user = 'analyst';
const password = 'geheim-and-long';

describe.skipIf(client === undefined)('ClickHouse on the command line', () => {
  let server: ClickHouseServer;
  let passwordFile: string;
  const env = { ESCUDO_CLICKHOUSE_PASSWORD: password };
  beforeAll(async () => {
    server = await startClickHouse({ user, password });
    passwordFile = join(await folderWith({ password: `${password}\n` }), 'password');
  }, 60_000);
  afterAll(() => server?.close());

  const access = (database: string): string[] => [
    ...['--engine', 'clickhouse', '--url', server.url, '--user', user, '--database', database],
  ];
  const open = (database: string): Promise<ClickHouseDatabase> =>
    ClickHouseDatabase.open(client!, { url: server.url, user, password, database });
  async function numberIn(database: string, sql: string): Promise<number> {
    const opened = await open(database);
    try {
      return Number((await opened.query(sql))[0]![0]);
    } finally {
      await opened.close();
    }
  }

  test('loading makes the database and a table per data set, and again replaces', async () => {
    for (const _ of [1, 2]) {
      const found = await escudo(['load', ...access('logs'), '--events', examples], env);
      expect({ exit: found.exit, stderr: found.stderr }).toEqual({
        exit: 0,
        stderr: `6 events, 0 rows of 0 data sets, 19 lookup tables in logs at ${server.url}.\n`,
      });
      expect(await numberIn('logs', 'SELECT count() FROM events')).toBe(6);
    }
    const opened = await open('logs');
    try {
      const tables = await opened.tables();
      expect(tables).toContain('Endpoint.Processes');
      expect([...tables].filter((name) => /\((?:loading|before)\)$/.test(name))).toEqual([]);
    } finally {
      await opened.close();
    }
    expect(await numberIn('logs', `SELECT countIf(mapContains(fields, 'EventCode')) FROM events`)).toBe(6);
  });

  test('the password may be in a file, and is never told', async () => {
    const words = ['load', detections, ...access('withfile'), '--events', examples];
    expect((await escudo([...words, '--password-file', passwordFile])).exit).toBe(0);
    const wrong = await escudo(words, { ESCUDO_CLICKHOUSE_PASSWORD: 'other-secret' });
    expect(wrong.exit).toBe(2);
    expect(wrong.stderr).toContain(
      `error[engine-access-denied]: ${server.url} does not let the user ${user} do that: `,
    );
    expect(wrong.stderr + wrong.stdout).not.toContain('other-secret');
    const nobody = await escudo(['run', detections, '--engine', 'clickhouse', '--url', 'http://127.0.0.1:1'], env);
    expect(nobody.stderr).toContain('No ClickHouse answers at http://127.0.0.1:1: the connection was refused.');
    expect(nobody.stderr).not.toContain(password);
    expect(nobody.exit).toBe(2);
    const missing = await escudo(['run', detections, ...access('none')], env);
    expect(missing.stderr).toContain(`The database none at ${server.url} cannot be opened: there is no such database.`);
  });

  test('--append adds each file once, and a broken load is taken back by the next', async () => {
    const dir = await folderWith({ 'a.ndjson': ndjson([{ a: '1' }, { a: '2' }]), 'b.ndjson': ndjson([{ a: '3' }]) });
    const load = (file: string) =>
      escudo(['load', detections, ...access('grown'), '--append', '--events', join(dir, file)], env);
    const count = () => numberIn('grown', 'SELECT count() FROM events');
    await load('a.ndjson');
    await load('a.ndjson');
    expect(await count()).toBe(2);
    // As a process leaves it that ends while it writes.
    const opened = await open('grown');
    const table = opened.sql.name(ledgerTable);
    await opened.run(`INSERT INTO ${table} VALUES (3, 'append', '', ''), (3, 'rows', 'events', '2')`);
    await opened.run("INSERT INTO events (seq, _raw, fields, names) VALUES (2, 'half', {}, {})");
    await opened.close();
    expect(await count()).toBe(3);
    const next = await load('b.ndjson');
    expect(next.stderr).toContain('warning[engine-load-undone]: 1 load was broken off before;');
    expect(next.stderr).toContain('1 event, ');
    expect(await count()).toBe(3);
    expect(await numberIn('grown', `SELECT count() FROM events WHERE _raw = 'half'`)).toBe(0);
    expect((await load('b.ndjson')).stderr).not.toContain('engine-load-undone');
    expect(await count()).toBe(3);
  });

  test('events that cannot be read change nothing, with --append too', async () => {
    const dir = await folderWith({ 'a.ndjson': ndjson([{ a: '1' }]) });
    const load = (file: string, ...more: string[]) =>
      escudo(['load', detections, ...access('kept'), '--events', join(dir, file), ...more], env);
    expect((await load('a.ndjson')).exit).toBe(0);
    await writeFile(join(dir, 'bad.ndjson'), `${ndjson([{ a: '2' }])}{"a":\n`);
    for (const more of [[], ['--append']]) {
      const found = await load('bad.ndjson', '--strict', ...more);
      expect(found.exit).toBe(2);
      expect(found.stderr).toContain('Nothing was loaded.');
      expect(await numberIn('kept', 'SELECT count() FROM events')).toBe(1);
    }
  });

  test("somebody else's table is not replaced, and may be added to", async () => {
    await escudo(['load', detections, ...access('foreign'), '--events', examples], env);
    const opened = await open('foreign');
    await opened.run(`DROP TABLE ${opened.sql.name(ledgerTable)}`);
    await opened.close();
    const words = ['load', detections, ...access('foreign'), '--events', examples];
    const found = await escudo(words, env);
    expect(found.exit).toBe(2);
    expect(found.stderr).toContain(`error[engine-foreign-table]: foreign at ${server.url} has a table events `);
    expect((await escudo([...words, '--append'], env)).exit).toBe(0);
    expect(await numberIn('foreign', 'SELECT count() FROM events')).toBe(12);
  });
});
