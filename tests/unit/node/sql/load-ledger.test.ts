import { expect, test } from 'vitest';
import { ledgerEntry, ledgerTable, readHistory } from '../../../../src/node/sql/load-ledger.js';
import { duckdb } from '../../../../src/sql/dialects/duckdb.js';
import type { SqlEngine } from '../../../../src/sql/run/engine.js';

const engineWith = (lines: readonly (readonly [number, string, string, string])[] | undefined): SqlEngine =>
  ({
    id: 'duckdb',
    sql: duckdb,
    tables: async () => new Set(lines === undefined ? [] : [ledgerTable]),
    query: async () => (lines ?? []).map((line) => line.map(String)),
  }) as unknown as SqlEngine;

test('a database without a ledger has no history', async () => {
  expect(await readHistory(engineWith(undefined))).toMatchObject({ next: 1, loaded: false });
});

test('a load that replaces makes the files before it unloaded, but not its tables foreign', async () => {
  const history = await readHistory(
    engineWith([
      [2, 'end', '', ''],
      [2, 'file', '/b', 'stamp b'],
      [2, 'replace', '', ''],
      [1, 'replace', '', ''],
      [1, 'table', 'events', ''],
      [1, 'file', '/a', 'stamp a'],
      [1, 'dataset', 'Web.Web', '{"model":"Web","dataset":"Web","raw":false}'],
      [1, 'end', '', ''],
    ]),
  );
  expect(history.next).toBe(3);
  expect([...history.files]).toEqual([['/b', 'stamp b']]);
  expect([...history.tables]).toEqual(['events']);
  expect([...history.datasets]).toEqual([]);
});

test('a load without an end has rows to take back, until they were or everything was replaced', async () => {
  const begun = [
    [1, 'append', '', ''],
    [1, 'rows', 'events', '7'],
    [1, 'file', '/a', 'stamp'],
  ] as const;
  const unfinished = await readHistory(engineWith(begun));
  expect([...unfinished.unfinished]).toEqual([[1, new Map([['events', 7]])]]);
  expect(unfinished.files.size).toBe(0);
  expect((await readHistory(engineWith([...begun, [1, 'undone', '', '']]))).unfinished.size).toBe(0);
  const replaced = await readHistory(engineWith([...begun, [2, 'replace', '', ''], [2, 'end', '', '']]));
  expect(replaced.unfinished.size).toBe(0);
});

test('a load that broke off while tables were swapped leaves nothing to add to, until the next that replaces', async () => {
  const begun = [
    [1, 'replace', '', ''],
    [1, 'swap', '', ''],
  ] as const;
  expect((await readHistory(engineWith(begun))).mixed).toBe(true);
  expect((await readHistory(engineWith([...begun, [1, 'end', '', '']]))).mixed).toBe(false);
  expect((await readHistory(engineWith([...begun, [2, 'replace', '', ''], [2, 'end', '', '']]))).mixed).toBe(false);
});

test('names in the ledger are texts', () => {
  const sql = ledgerEntry(1, [{ kind: 'file', name: "/it's'); DROP TABLE x; --", value: 'v' }], engineWith([]));
  expect(sql).toBe(
    `INSERT INTO "escudo loads" (load, kind, name, value) VALUES (1, 'file', '/it''s''); DROP TABLE x; --', 'v')`,
  );
});
