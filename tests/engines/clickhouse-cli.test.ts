import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { ledgerTable } from '../../src/node/sql/load-ledger.js';
import { ClickHouseDatabase } from '../../src/sql/run/clickhouse.js';
import { type ClickHouseServer, clickHouseClient, startClickHouse } from './clickhouse-server.js';
import { escudo, folderWith, ndjson, removeFolders, rules } from './command-line.js';
import { documentedCommands } from './documentation.js';
import { expectHarmless } from './hostile-texts.js';

const client = clickHouseClient();
const detections = join(rules, 'detections');
const examples = join(rules, 'examples');
const user = 'analyst';
const password = 'geheim-and-long';

afterAll(removeFolders);

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

  test('loading makes the database and a table per data set, and again replaces', { timeout: 120_000 }, async () => {
    for (const _ of [1, 2]) {
      const found = await escudo(['load', ...access('logs'), '--events', examples], env);
      expect({ exit: found.exit, stderr: found.stderr }).toEqual({
        exit: 0,
        stderr: `6 events, 0 rows of 0 data sets, 19 lookup tables in logs at ${server.url}.\n`,
      });
      expect(await numberIn('logs', 'SELECT count() FROM events')).toBe(6);
    }
    const lookups = await escudo(['load', ...access('logs'), '--lookups-only'], env);
    expect(lookups.stderr).toBe(`19 lookup tables in logs at ${server.url}.\n`);
    expect(await numberIn('logs', 'SELECT count() FROM events')).toBe(6);
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

describe.skipIf(client === undefined)('searches in ClickHouse', () => {
  let server: ClickHouseServer;
  const env = { ESCUDO_CLICKHOUSE_PASSWORD: password };
  beforeAll(async () => {
    server = await startClickHouse({ user, password });
  }, 60_000);
  afterAll(() => server?.close());

  const access = (database: string): string[] => [
    ...['--engine', 'clickhouse', '--url', server.url, '--user', user, '--database', database],
  ];

  test('a loaded database gives the findings of the built-in engine', async () => {
    const place = access('found');
    expect((await escudo(['load', detections, ...place, '--events', examples], env)).exit).toBe(0);
    for (const more of [[], ['--findings'], ['--fail-on-finding'], ['--earliest', '0', '--latest', '1']]) {
      const words = ['run', detections, '--format', 'json', ...more];
      const expected = await escudo([...words, '--events', examples]);
      const found = await escudo([...words, ...place], env);
      expect({ words, exit: found.exit, stdout: found.stdout, stderr: found.stderr.replace(/^.*\n$/m, '') }).toEqual({
        words,
        exit: expected.exit,
        stdout: expected.stdout,
        stderr: '',
      });
    }
  });

  test('search, with now and a time range', async () => {
    const dir = await folderWith({
      'a.ndjson': ndjson([100, 200, 300].map((_time) => ({ _time, _raw: 'x', a: String(_time) }))),
    });
    await escudo(['load', detections, ...access('times'), '--events', join(dir, 'a.ndjson')], env);
    const search = async (text: string, ...more: string[]) =>
      (await escudo(['search', text, '--format', 'ndjson', ...access('times'), ...more], env)).stdout;
    expect(await search('| stats count')).toBe('{"count":"3"}\n');
    expect(await search('| stats count', '--earliest', '150')).toBe('{"count":"2"}\n');
    expect(await search('| eval n=now() | stats values(n) as n', '--now', '1234')).toBe('{"n":"1234"}\n');
    expect(await search('earliest=-50s | stats count', '--now', '300')).toBe('{"count":"1"}\n');
    expect(await search('| head 2 | table a')).toBe('{"a":"300"}\n{"a":"200"}\n');
  });

  test('a table that is not there is named, and nothing else', async () => {
    await escudo(['load', detections, ...access('few'), '--events', examples], env);
    const found = await escudo(['search', '| tstats count from datamodel=Web.Web', ...access('few')], env);
    expect(found.exit).toBe(2);
    expect(found.stderr).toContain(
      'error[engine-no-table]: The database has no table Web.Web, which the search reads.',
    );
  });

  test('verify compares in a database of its own, and removes it', async () => {
    const words = ['verify', detections, '--events', examples, '--engines', 'builtin,clickhouse'];
    const found = await escudo([...words, '--url', server.url, '--user', user], env);
    expect(found).toEqual({
      exit: 0,
      stdout:
        'same       clickhouse  WMI Temporary Event Subscription (version 3): 1 row\n' +
        'same       clickhouse  WMI Temporary Event Subscription (version 8): 3 rows\n',
      stderr: '2 comparisons of 2 detections over 6 events, 0 differ.\n',
    });
    const opened = await ClickHouseDatabase.open(client!, { url: server.url, user, password, database: 'few' });
    try {
      const left = await opened.query("SELECT name FROM system.databases WHERE name LIKE 'escudo_scratch%'");
      expect(left).toEqual([]);
    } finally {
      await opened.close();
    }
  });

  test('a data set is found in any letter case', async () => {
    const dir = await folderWith({
      'a.ndjson': ndjson([{ tag: 'web', url: '/a' }]),
      'a.yml': 'name: A\ntype: Hunting\nsearch: "| tstats count from datamodel=WEB.web"\n',
    });
    const words = [dir, ...access('letters')];
    expect((await escudo(['load', ...words, '--events', join(dir, 'a.ndjson')], env)).exit).toBe(0);
    const found = await escudo(['run', ...words, '--format', 'ndjson'], env);
    expect({ exit: found.exit, stdout: found.stdout }).toEqual({ exit: 0, stdout: '{"count":"1"}\n' });
  });

  test('a search that takes too long is ended by the server', async () => {
    await escudo(['load', detections, ...access('slow'), '--events', examples], env);
    const slow =
      '| makeresults count=100000 | eval a=1 | join type=left max=0 a [| makeresults count=100000 | eval a=1, b=2] | stats count';
    const limits = ['--timeout', '1', '--limit', 'subsearchRows=1000000'];
    const found = await escudo(['search', slow, ...access('slow'), ...limits], env);
    expect({ exit: found.exit, stderr: found.stderr }).toEqual({
      exit: 2,
      stderr: expect.stringContaining('error[engine-timeout]: The search was ended after 1 second.'),
    });
  });

  test('nothing of a rule, an event or a lookup becomes SQL', { timeout: 240_000 }, async () => {
    const place = access('it`s"; --');
    await expectHarmless((events, ...more) => escudo(['load', ...place, '--events', events, ...more], env), place, env);
  });

  test('the commands of docs/engines.md do what they say', async () => {
    const places = { 'https://clickhouse.example.net:8443': server.url, 'rules/': `${rules}/` };
    const commands = documentedCommands('--engine clickhouse', places);
    expect(commands.length).toBeGreaterThan(1);
    for (const [line, words] of commands) expect([line, (await escudo(words, env)).exit]).toEqual([line, 0]);
  });
});
