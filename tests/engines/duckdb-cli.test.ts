import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { DuckDbDatabase, type DuckDbModule } from '../../src/sql/run/duckdb.js';
import { escudo, folderWith, installed, ndjson, packageFolder, removeFolders, rules } from './command-line.js';
import { documentedCommands } from './documentation.js';
import { expectHarmless } from './hostile-texts.js';

const present = installed('@duckdb/node-api');
const detections = join(rules, 'detections');
const examples = join(rules, 'examples');

afterAll(removeFolders);

describe.skipIf(!present)('DuckDB on the command line', () => {
  test('a loaded database gives the findings of the built-in engine, in every format', async () => {
    const db = join(await folderWith(), 'logs.duckdb');
    const loaded = await escudo(['load', detections, '--db', db, '--events', examples]);
    expect(loaded).toEqual({
      exit: 0,
      stdout: '',
      stderr: `6 events, 0 rows of 0 data sets, 0 lookup tables in ${db}.\n`,
    });
    for (const format of ['table', 'json', 'ndjson', 'csv'])
      for (const more of [[], ['--findings'], ['--fail-on-finding'], ['--earliest', '0', '--latest', '1']]) {
        const words = ['run', detections, '--format', format, ...more];
        const expected = await escudo([...words, '--events', examples]);
        for (const engine of [
          ['--engine', 'duckdb', '--db', db],
          ['--engine', 'duckdb', '--events', examples],
        ]) {
          const found = await escudo([...words, ...engine]);
          expect({ words, exit: found.exit, stdout: found.stdout }).toEqual({
            words,
            exit: expected.exit,
            stdout: expected.stdout,
          });
        }
      }
  });

  test('a search that has no SQL is refused with its place, and the others run', async () => {
    const dir = await folderWith({
      'a.yml': 'name: Sessions\ntype: Hunting\nsearch: EventCode=5861 | stats sparkline(count) by host\n',
      'b.yml': 'name: Count\ntype: Hunting\nsearch: EventCode=5861 | stats count\n',
    });
    const found = await escudo(['run', dir, '--engine', 'duckdb', '--events', examples, '--format', 'ndjson']);
    expect(found.exit).toBe(0);
    expect(found.stdout).toMatch(/^{"detection":"Count","count":"\d+"}\n$/);
    expect(found.stderr).toContain('error[port-refused]: The search cannot be said in SQL: ');
    expect(found.stderr).toContain(`${join(dir, 'a.yml')}:3:`);
    expect(found.stderr).toContain('1 rule run, 1 refused, 1 row from 1 rule.');
  });

  test('a caveat is shown where it stands', async () => {
    const search = 'makeresults | stats estdc(_time) as n';
    const found = await escudo(['search', search, '--engine', 'duckdb', '--db', await loadedDatabase()]);
    expect(found.exit).toBe(0);
    expect(found.stderr).toContain('warning[port-caveat]: In SQL the result may differ: ');
  });

  test('search, with now and a time range', async () => {
    const db = await loadedDatabase();
    const search = (text: string, ...more: string[]) =>
      escudo(['search', text, '--format', 'ndjson', '--engine', 'duckdb', '--db', db, ...more]);
    expect((await search('| stats count')).stdout).toBe('{"count":"3"}\n');
    expect((await search('| stats count', '--earliest', '150')).stdout).toBe('{"count":"2"}\n');
    expect((await search('| eval n=now() | stats values(n) as n', '--now', '1234')).stdout).toBe('{"n":"1234"}\n');
    expect((await search('earliest=-50s | stats count', '--now', '300')).stdout).toBe('{"count":"1"}\n');
  });

  async function loadedDatabase(): Promise<string> {
    const dir = await folderWith({
      'a.ndjson': ndjson([100, 200, 300].map((_time) => ({ _time, _raw: 'x', a: String(_time) }))),
    });
    const db = join(dir, 'x.duckdb');
    expect((await escudo(['load', '--db', db, '--events', join(dir, 'a.ndjson')])).exit).toBe(0);
    return db;
  }

  const countOf = async (db: string): Promise<string> =>
    (await escudo(['search', '| stats count', '--format', 'csv', '--engine', 'duckdb', '--db', db])).stdout;

  test('loading again replaces, --append adds each file once', async () => {
    const dir = await folderWith({ 'a.ndjson': ndjson([{ a: '1' }, { a: '2' }]), 'b.ndjson': ndjson([{ a: '3' }]) });
    const db = join(dir, 'x.duckdb');
    const load = (file: string, ...more: string[]) =>
      escudo(['load', '--db', db, '--events', join(dir, file), ...more]);
    await load('a.ndjson');
    await load('a.ndjson');
    expect(await countOf(db)).toBe('count\n2\n');
    expect((await load('b.ndjson', '--append')).stderr).toContain('1 event, ');
    expect((await load('b.ndjson', '--append')).stderr).toContain('1 file left out: loaded before.');
    expect(await countOf(db)).toBe('count\n3\n');
    await writeFile(join(dir, 'b.ndjson'), ndjson([{ a: '3' }, { a: '4' }]));
    const changed = await load('b.ndjson', '--append');
    expect(changed.exit).toBe(2);
    expect(changed.stderr).toContain('error[engine-file-changed]: ');
    expect(await countOf(db)).toBe('count\n3\n');
    await load('b.ndjson');
    expect(await countOf(db)).toBe('count\n2\n');
  });

  test('a data set that was not loaded is not begun with new events only', async () => {
    const dir = await folderWith({
      'a.ndjson': ndjson([{ a: '1' }]),
      'b.ndjson': ndjson([{ a: '1' }]),
      'web.yml': 'name: W\ntype: Hunting\nsearch: "| tstats count from datamodel=Web.Web"\n',
    });
    const db = join(dir, 'x.duckdb');
    await escudo(['load', detections, '--db', db, '--events', join(dir, 'a.ndjson')]);
    const more = await escudo([
      'load',
      join(dir, 'web.yml'),
      '--db',
      db,
      '--append',
      '--events',
      join(dir, 'b.ndjson'),
    ]);
    expect(more.exit).toBe(2);
    expect(more.stderr).toContain('error[engine-load-incomplete]: The table Web.Web ');
    expect(await countOf(db)).toBe('count\n1\n');
    const missing = await escudo(['run', join(dir, 'web.yml'), '--engine', 'duckdb', '--db', db]);
    expect(missing.exit).toBe(2);
    expect(missing.stderr).toContain(
      'error[engine-no-table]: The database has no table Web.Web, which the search reads.',
    );
  });

  test('events that cannot be read leave the database as it was', async () => {
    const dir = await folderWith({ 'a.ndjson': ndjson([{ a: '1' }]), 'bad.ndjson': '{"a":1}\n{"a":\n{"a":2}\n' });
    const db = join(dir, 'x.duckdb');
    await escudo(['load', '--db', db, '--events', join(dir, 'a.ndjson')]);
    for (const events of [[join(dir, 'none')], [join(dir, 'bad.ndjson'), '--strict']]) {
      const found = await escudo(['load', '--db', db, '--events', ...events]);
      expect(found.exit).toBe(2);
      expect(found.stderr).toContain('Nothing was loaded.');
      expect(await countOf(db)).toBe('count\n1\n');
    }
    const lenient = await escudo(['load', '--db', db, '--events', join(dir, 'bad.ndjson')]);
    expect(lenient.exit).toBe(0);
    expect(lenient.stderr).toContain('warning[bad-event-line]');
    expect(await countOf(db)).toBe('count\n2\n');
  });

  test('data points of metrics are loaded as such', async () => {
    const dir = await folderWith({
      'a.ndjson': ndjson([
        { _time: 10, metric_name: 'cpu', _value: 4, host: 'a' },
        { _time: 20, 'metric_name:cpu': 6, host: 'b' },
        { _time: 30, a: '1' },
      ]),
    });
    const db = join(dir, 'x.duckdb');
    const words = ['search', '| mstats avg(_value) as load where metric_name="cpu" by host', '--format', 'csv'];
    const loaded = await escudo(['load', detections, '--db', db, '--events', join(dir, 'a.ndjson')]);
    expect(loaded.stderr).toContain('3 events, 2 metric data points, ');
    const expected = await escudo([...words, '--events', join(dir, 'a.ndjson')]);
    expect(expected.stdout).toContain('a,4');
    expect((await escudo([...words, '--engine', 'duckdb', '--db', db])).stdout).toBe(expected.stdout);
  });

  test('texts that the engine cannot hold are counted', async () => {
    const dir = await folderWith({ 'a.ndjson': ndjson([{ a: 'x\0y' }, { a: 'x' }]) });
    const db = join(dir, 'x.duckdb');
    const found = await escudo(['load', detections, '--db', db, '--events', join(dir, 'a.ndjson')]);
    expect(found.stderr).toContain('info[engine-text-changed]: ');
    expect(found.stderr).toContain('2 events, ');
  });

  test('a file that is no database, one that is not there, and a table of somebody else', async () => {
    const dir = await folderWith({ 'no.duckdb': 'this is text, and more of it than a header takes\n'.repeat(200) });
    const run = (db: string) => escudo(['run', detections, '--engine', 'duckdb', '--db', join(dir, db)]);
    expect((await run('no.duckdb')).stderr).toContain(
      `error[engine-no-database]: The database ${join(dir, 'no.duckdb')} cannot be opened: the file is no DuckDB database.`,
    );
    const missing = await run('none.duckdb');
    expect(missing.stderr).toContain('cannot be opened: there is no such file.');
    expect(missing.stderr).toContain('help: Make it with escudo load');
    expect(missing.exit).toBe(2);
    const load = (db: string) => escudo(['load', detections, '--db', join(dir, db), '--events', examples]);
    expect((await load('no.duckdb')).stderr).toContain('the file is no DuckDB database');
    await inOtherProcess(join(dir, 'own.duckdb'), 'CREATE TABLE events (a INTEGER)', false);
    const foreign = await load('own.duckdb');
    expect(foreign.exit).toBe(2);
    expect(foreign.stderr).toContain('error[engine-foreign-table]: ');
    expect((await run('own.duckdb')).stderr).toContain('error[engine-no-column]: The database has no column ');
  });

  /** Runs a statement in a process of its own, which keeps the database open until it is told to end. */
  async function inOtherProcess(path: string, sql: string, keep: boolean): Promise<() => Promise<void>> {
    const module = createRequire(join(packageFolder, 'package.json')).resolve('@duckdb/node-api');
    const script = `
      const { DuckDBInstance } = require(${JSON.stringify(module)});
      (async () => {
        const instance = await DuckDBInstance.create(${JSON.stringify(path)});
        const connection = await instance.connect();
        await connection.run(${JSON.stringify(sql)});
        if (${keep}) {
          console.log('ready');
          process.stdin.resume();
          await new Promise((resolve) => process.stdin.on('end', resolve));
        }
        connection.closeSync();
        instance.closeSync();
      })();`;
    const child = spawn(process.execPath, ['-e', script], { stdio: ['pipe', 'pipe', 'inherit'] });
    const ended = once(child, 'exit');
    if (keep) await once(child.stdout, 'data');
    else await ended;
    return async () => {
      child.stdin.end();
      await ended;
    };
  }

  test('other programs find the functions of the SQL in the database, and none in one that was not loaded', async () => {
    const dir = await folderWith();
    const db = join(dir, 'x.duckdb');
    await escudo(['load', detections, '--db', db, '--events', examples]);
    await inOtherProcess(db, "CREATE TABLE found AS SELECT spl_num('5') + spl_now() AS n", false);
    await inOtherProcess(join(dir, 'own.duckdb'), 'CREATE TABLE events (a INTEGER)', false);
    await escudo(['load', detections, '--db', join(dir, 'own.duckdb'), '--events', examples]);
    const made =
      "CREATE TABLE found AS SELECT count(*) AS n FROM duckdb_functions() WHERE starts_with(function_name, 'spl_')";
    await inOtherProcess(join(dir, 'own.duckdb'), made, false);
    const module = createRequire(join(packageFolder, 'package.json'))('@duckdb/node-api') as DuckDbModule;
    const numberIn = async (path: string): Promise<number> => {
      const opened = await DuckDbDatabase.open(module, { path, readOnly: true });
      try {
        return Number((await opened.query('SELECT n FROM found'))[0]![0]);
      } finally {
        await opened.close();
      }
    };
    expect(await numberIn(db)).toBeGreaterThan(5);
    expect(await numberIn(join(dir, 'own.duckdb'))).toBe(0);
  });

  test('a database that another process writes', async () => {
    const db = join(await folderWith(), 'x.duckdb');
    await escudo(['load', detections, '--db', db, '--events', examples]);
    const release = await inOtherProcess(db, 'SELECT 1', true);
    try {
      for (const words of [
        ['run', detections, '--engine', 'duckdb', '--db', db],
        ['load', detections, '--db', db, '--events', examples],
      ]) {
        const found = await escudo(words);
        expect(found.exit).toBe(2);
        expect(found.stderr).toMatch(/error\[engine-database-locked\]: The database .+ is in use by another process/);
      }
    } finally {
      await release();
    }
    expect((await escudo(['run', detections, '--engine', 'duckdb', '--db', db])).exit).toBe(0);
  });

  test('a search that takes too long is ended', async () => {
    const db = await loadedDatabase();
    const slow = `| makeresults count=100000 | eval a=1 | join type=left max=0 a [| makeresults count=100000 | eval a=1, b=2] | stats count`;
    const found = await escudo([
      'search',
      slow,
      '--engine',
      'duckdb',
      '--db',
      db,
      '--timeout',
      '1',
      '--limit',
      'subsearchRows=1000000',
    ]);
    expect({ exit: found.exit, stderr: found.stderr }).toEqual({
      exit: 2,
      stderr: expect.stringContaining('engine-timeout'),
    });
  });

  test('verify says where the rows are the same', async () => {
    const found = await escudo(['verify', detections, '--events', examples]);
    expect(found).toEqual({
      exit: 0,
      stdout:
        'same       duckdb      WMI Temporary Event Subscription (version 3): 1 row\n' +
        'same       duckdb      WMI Temporary Event Subscription (version 8): 3 rows\n',
      stderr: '2 comparisons of 2 detections over 6 events, 0 differ.\n',
    });
  });

  test('verify compares what the answers show of events', async () => {
    const dir = await folderWith({
      'rule.yml': 'name: Events\nsearch: kind=a | fields user\n',
      'a.ndjson': ndjson([{ _time: 1_700_000_000, _raw: 'kind=a user=amy' }]),
    });
    const found = await escudo(['verify', join(dir, 'rule.yml'), '--events', join(dir, 'a.ndjson')]);
    expect(found.stdout).toBe('same       duckdb      Events: 1 row\n');
  });

  test('the commands of docs/engines.md do what they say', async () => {
    const db = join(await folderWith(), 'x.duckdb');
    const root = `${rules}/`;
    const commands = [
      ...documentedCommands('duckdb', { 'logs.duckdb': db, 'rules/': root }),
      ...documentedCommands('escudo verify', { 'rules/': root }),
    ];
    expect(commands.length).toBeGreaterThan(4);
    for (const [line, words] of commands) expect([line, (await escudo(words)).exit]).toEqual([line, 0]);
  });

  test('nothing of a rule, an event or a lookup becomes SQL', { timeout: 120_000 }, async () => {
    const db = join(await folderWith(), "it's; -- x.duckdb");
    await expectHarmless(
      (events, ...more) => escudo(['load', '--db', db, '--events', events, ...more]),
      ['--engine', 'duckdb', '--db', db],
    );
  });
});
