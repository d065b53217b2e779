import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { readCases } from '../../src/node/run-conformance.js';
import { DuckDbDatabase, type DuckDbModule } from '../../src/sql/run/duckdb.js';
import type { ConformanceCase } from '../../src/testing/conformance.js';
import { runCase } from './conformance-engine.js';

const here = fileURLToPath(new URL('./', import.meta.url));
const reference = fileURLToPath(new URL('../../../shared/reference/', import.meta.url));
const files = ['spl-core-cases.json', 'spl-commands-cases.json']
  .map((name) => `${reference}${name}`)
  .filter(existsSync);

/** What the engine says about the cases: counts, and every case that does not give the same rows, with the reason. */
interface Ledger {
  readonly cases: Readonly<Record<string, { readonly same: number; readonly refused: number }>>;
  readonly different: Readonly<Record<string, string>>;
}
const ledger = JSON.parse(readFileSync(`${here}ledger.json`, 'utf8')) as Ledger;

async function load(): Promise<DuckDbModule | undefined> {
  try {
    const name = '@duckdb/node-api';
    return (await import(name)) as DuckDbModule;
  } catch {
    return undefined;
  }
}

const module = await load();
if (module === undefined) console.warn('Skipped: DuckDB is not installed; .ci/engines installs it.');
if (files.length === 0) console.warn('Skipped: the shared reference cases are not there.');

/** Cases of our own: what the reference cases do not say, above all that nothing in a rule or an event becomes SQL. */
const own: readonly ConformanceCase[] = (
  [
    ['a quote in a value', `search user="o'brien"`, [{ user: "O'Brien" }, { user: 'x' }]],
    ['a quote in a field', `eval 'a"b'="it's" | table "a\\"b", 'a"b'`, [{ x: '1' }]],
    ['SQL in a value', `search x="'; DROP TABLE events; --" | stats count by x`, [{ x: "'; DROP TABLE events; --" }]],
    ['SQL in a field of an event', 'fillnull value=0 | table *', [{ "a'); DROP TABLE events; --": '1' }, { b: '2' }]],
    ['the signs of LIKE in a wildcard', 'search x="50%_*"', [{ x: '50%_off' }, { x: '50xxoff' }]],
    ['a backslash in a wildcard', 'search x="*\\\\Temp\\\\*"', [{ x: 'C:\\Temp\\a' }, { x: 'C:/Temp/a' }]],
    [
      'fields that differ in case',
      'eval User="a", user="b" | stats values(User) as User values(user) as user',
      [{ x: '1' }],
    ],
    [
      'open names',
      'rename req.* as *',
      [
        { 'req.user': 'a', host: 'h' },
        { 'req.host': 'b', host: 'c' },
      ],
    ],
    [
      'a shift out of the row',
      'eval t=relative_time(1700000000, "+".n."d") | table n t',
      [{ n: '3' }, { n: '12' }, { n: 'x' }, {}],
    ],
    ['several values', 'search x!=a | stats count by x', [{ x: ['a', 'b'] }, { x: ['b', 'c'] }, {}]],
  ] as const
).map(([id, spl, input]) => ({
  id,
  spl,
  input,
  expected: [],
  expectError: false,
  diagnostics: [],
  ordered: true,
  columns: undefined,
  absent: [],
  options: { now: 1_700_000_000 },
  asText: false,
  command: undefined,
}));

describe.skipIf(module === undefined)('DuckDB', () => {
  let database: DuckDbDatabase;
  beforeAll(async () => {
    database = await DuckDbDatabase.open(module!);
  });
  afterAll(() => database.close());

  test.each(own.map((each) => [each.id, each] as const))('%s', async (_, given) => {
    const outcome = await runCase(given, database);
    expect({ state: outcome.state, reason: outcome.reason }).toEqual({ state: 'same', reason: '' });
  });

  test.each(files.map((file) => [file.slice(reference.length), file] as const))(
    '%s gives the rows of the built-in engine',
    async (name, file) => {
      const counts = { same: 0, refused: 0 };
      const different: Record<string, string> = {};
      for (const given of await readCases(file)) {
        const outcome = await runCase(given, database);
        if (outcome.state === 'same' || outcome.state === 'refused') counts[outcome.state]++;
        else if (outcome.state !== 'outside') {
          different[given.id] = outcome.reason;
          // A difference is only allowed where the port says that there may be one.
          expect(outcome.grade, `${given.id}: ${outcome.reason}`).toBe('caveats');
        }
      }
      expect(counts).toEqual(ledger.cases[name]);
      const known = Object.keys(ledger.different).filter((id) => id.startsWith(`${name} `));
      expect(
        Object.keys(different)
          .map((id) => `${name} ${id}`)
          .sort(),
      ).toEqual(known.sort());
    },
    300_000,
  );
});

test('the engine is there where CI runs', () => {
  if (module === undefined)
    expect(process.env['ESCUDO_ENGINES'], '.ci/engines must have installed DuckDB').not.toBe('required');
});
