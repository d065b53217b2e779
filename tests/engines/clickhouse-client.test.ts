import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { EventRow } from '../../src/sql/layout.js';
import { ClickHouseDatabase } from '../../src/sql/run/clickhouse.js';
import { allRows } from '../../src/sql/run/engine.js';
import { EngineFailure } from '../../src/sql/run/engine-failure.js';
import { type ClickHouseServer, clickHouseClient, startClickHouse } from './clickhouse-server.js';

const client = clickHouseClient();
if (client === undefined) console.warn('Skipped: ClickHouse is not installed; .ci/engines installs it.');

const user = "o'brien";
const password = 'p"w:\\ss ü';

const row = (time: number | null, raw: string | null, fields: Record<string, string[]> = {}): EventRow => ({
  cells: [time, raw, 'h', 's', 'st', null],
  fields: new Map(Object.entries(fields)),
  names: new Map(),
});

const failing = async (work: Promise<unknown>): Promise<{ code: string; message: string }> => {
  const error = await work.then(
    () => undefined,
    (thrown: unknown) => thrown,
  );
  if (!(error instanceof EngineFailure)) throw error ?? new Error('nothing was thrown');
  return { code: error.diagnostic.code, message: error.diagnostic.message };
};

describe.skipIf(client === undefined)('ClickHouse through its client', () => {
  let server: ClickHouseServer;
  let database: ClickHouseDatabase;
  const access = () => ({ url: server.url, database: 'it`s "odd"', user, password });
  beforeAll(async () => {
    server = await startClickHouse({ user, password });
    database = await ClickHouseDatabase.open(client!, access(), { create: true });
  }, 60_000);
  afterAll(async () => {
    await database?.close();
    await server?.close();
  });

  test('tells what is wrong with the access, and no password', async () => {
    const open = (changed: object) => failing(ClickHouseDatabase.open(client!, { ...access(), ...changed }));
    const wrong = await open({ password: 'secret-word' });
    expect(wrong.code).toBe('engine-access-denied');
    expect(wrong.message).toContain(user);
    expect(wrong.message).not.toContain('secret-word');
    expect((await open({ database: 'none' })).code).toBe('engine-no-database');
    expect((await open({ url: 'http://127.0.0.1:1' })).message).toBe(
      'No ClickHouse answers at http://127.0.0.1:1: the connection was refused.',
    );
    expect((await open({ url: 'http://no-such-host.invalid:8123' })).code).toBe('engine-unreachable');
  });

  test.each([
    ['a web page', 200, '<!doctype html><html><body>Hello</body></html>\n'],
    ['a page that is not there', 404, '<html>Not found</html>'],
    ['nothing', 200, ''],
    ['a proxy', 502, 'Bad Gateway'],
    ['JSON of something else', 200, '{"status":"ok"}\n'],
  ])('what answers is no ClickHouse: %s', async (_, status, body) => {
    const other = createServer((request, response) => {
      request.resume();
      response.writeHead(status).end(body);
    });
    await new Promise<void>((resolve) => other.listen(0, '127.0.0.1', resolve));
    try {
      const url = `http://127.0.0.1:${(other.address() as AddressInfo).port}`;
      const found = await failing(ClickHouseDatabase.open(client!, { ...access(), url }));
      expect(found.code).toBe('engine-unreachable');
      expect(found.message).toMatch(/: (?:what answers there is no ClickHouse|Bad Gateway)\.$/);
    } finally {
      other.close();
    }
  });

  test('names a missing table and a missing column', async () => {
    expect(await failing(database.query('SELECT * FROM `Endpoint.Processes with events`'))).toEqual({
      code: 'engine-no-table',
      message: 'The database has no table Endpoint.Processes with events, which the search reads.',
    });
    expect(await failing(database.query('SELECT nope FROM system.one'))).toEqual({
      code: 'engine-no-column',
      message: 'The database has no column nope, which the search reads.',
    });
    expect((await failing(database.query('SELECT (1'))).code).toBe('engine-failed');
  });

  test('a search cannot write', async () => {
    expect((await failing(database.query('CREATE TABLE x (a Int8) ENGINE = Memory'))).code).toBe(
      'engine-access-denied',
    );
  });

  test('texts come back as they were', async () => {
    const texts = [
      "it's",
      'a\\b',
      '`x`',
      '"q"',
      'a\0b',
      '-- no comment',
      '/* */',
      "'); DROP TABLE t; --",
      '😀ü',
      '\ud83d',
      'a\nb\tc',
      '{x:String}',
    ];
    const writer = await database.write();
    await writer.replaceEvents('texts');
    await writer.append(
      'texts',
      texts.map((text, i) => row(i, text, { [text]: [text, 'two'], __proto__: ['p'] })),
      0,
    );
    await writer.commit();
    expect(writer.changedTexts).toBe(3);
    const search = {
      sql: 'SELECT _raw, fields FROM texts ORDER BY seq',
      columns: [{ field: '_raw', name: '_raw', type: 'text' as const }],
      open: true,
    };
    const rows = await allRows(database, search);
    const fit = (text: string) => (text === '\ud83d' ? '\ufffd' : text);
    expect(rows.map((each) => each['_raw'])).toEqual(texts.map(fit));
    rows.forEach((each, i) => {
      expect(each[fit(texts[i]!)]).toEqual([fit(texts[i]!), 'two']);
    });
  });

  test('numbers keep their digits and null is absent', async () => {
    const columns = ['a', 'b', 'c', 'd', 'e', 'f', 'g'].map((field) => ({ field, name: field, type: 'text' as const }));
    const sql =
      "SELECT toInt64('9007199254740993') AS a, 0.3 AS b, toFloat64('inf') AS c, NULL AS d, [] :: Array(String) AS e, ['x'] AS f, 1e20 AS g";
    expect(await allRows(database, { sql, columns, open: false })).toEqual([
      { a: '9007199254740993', b: '0.3', c: 'inf', f: 'x', g: '100000000000000000000' },
    ]);
  });

  test('a replaced table is seen whole or not at all', async () => {
    const count = async () => (await database.query('SELECT count() FROM swapped'))[0]![0];
    const fill = async (rows: number) => {
      const writer = await database.write();
      await writer.replaceEvents('swapped');
      await writer.append(
        'swapped',
        Array.from({ length: rows }, (_, i) => row(i, 'x')),
        0,
      );
      return writer;
    };
    await (await fill(3)).commit();
    expect(await count()).toBe('3');
    const second = await fill(5);
    expect(await count()).toBe('3');
    await second.rollback();
    expect(await count()).toBe('3');
    await (await fill(7)).commit();
    expect(await count()).toBe('7');
    expect([...(await database.tables())].filter((name) => name.startsWith('swapped'))).toEqual(['swapped']);
  });

  test('lookups keep odd columns, and the first of two of one name', async () => {
    const writer = await database.write();
    await writer.replaceLookup('lookup a`b\\c', ['x', 'X', 'seq', 'x'], [['1', '2', '3', '4']]);
    await writer.commit();
    expect(await database.query('SELECT * FROM `lookup a\\`b\\\\c`')).toEqual([['0', '1', '2', '3']]);
  });

  test('a search that takes too long is ended, and one that is no longer wanted', async () => {
    const slow = 'SELECT count() FROM numbers(100000000000) WHERE sipHash64(number) = 1';
    expect(await failing(database.query(slow, { timeout: 1 }))).toEqual({
      code: 'engine-timeout',
      message: 'The search was ended after 1 second.',
    });
    const controller = new AbortController();
    const reason = new Error('no longer wanted');
    const running = database.query('SELECT sleep(3)', { signal: controller.signal });
    controller.abort(reason);
    await expect(running).rejects.toBe(reason);
  });
});

test('the engine is there where CI runs', () => {
  if (client === undefined)
    expect(process.env['ESCUDO_ENGINES'], '.ci/engines must have installed ClickHouse').not.toBe('required');
});
