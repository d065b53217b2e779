import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { readCases } from '../../src/node/testing/run-conformance.js';
import type { ConformanceCase } from '../../src/testing/conformance.js';
import { CaseEngine, comparedCase, runCase } from './conformance-engine.js';
import { engines } from './engines.js';

const here = fileURLToPath(new URL('./', import.meta.url));
const reference = fileURLToPath(new URL('../../../shared/reference/', import.meta.url));
const ours = fileURLToPath(new URL('../conformance/', import.meta.url));
const files = ['spl-core-cases.json', 'spl-commands-cases.json']
  .map((name) => ({ name, paths: [`${reference}${name}`] }))
  .filter(({ paths }) => paths.every(existsSync));
files.push({
  name: 'tests/conformance',
  paths: readdirSync(ours, { recursive: true, encoding: 'utf8' })
    .filter((path) => path.endsWith('.yaml'))
    .sort()
    .map((path) => `${ours}${path}`),
});

/** What an engine says about the cases: counts, and every case that does not give the same rows, with the reason. */
interface Ledger {
  readonly [engine: string]: {
    readonly cases: Record<string, { readonly same: number; readonly refused: number }>;
    readonly different: Readonly<Record<string, string>>;
  };
}
const ledger = JSON.parse(readFileSync(`${here}ledger.json`, 'utf8')) as Ledger;

if (files.length < 3) console.warn('Skipped: the shared reference cases are not there.');

/** Cases about what neither rules nor events may become: SQL. */
const own: readonly ConformanceCase[] = (
  [
    ['a quote in a value', `search user="o'brien"`, [{ user: "O'Brien" }, { user: 'x' }]],
    ['a quote in a field', `eval 'a"b'="it's" | table "a\\"b", 'a"b'`, [{ x: '1' }]],
    ['a backslash in a field', `eval 'a\\b'="c:\\\\d" | table "a\\\\b", 'a\\b'`, [{ x: '1' }]],
    ['SQL in a value', `search x="'; DROP TABLE events; --" | stats count by x`, [{ x: "'; DROP TABLE events; --" }]],
    ['a backslash before a quote', `search x="\\\\'; --" | stats count by x`, [{ x: "\\'; --" }, { x: "'; --" }]],
    ['SQL in a field of an event', 'fillnull value=0 | table *', [{ "a'); DROP TABLE events; --": '1' }, { b: '2' }]],
    ['the signs of LIKE in a wildcard', 'search x="50%_*"', [{ x: '50%_off' }, { x: '50xxoff' }]],
    ['a backslash in a wildcard', 'search x="*\\\\Temp\\\\*"', [{ x: 'C:\\Temp\\a' }, { x: 'C:/Temp/a' }]],
    ['a backslash in like', 'where like(x, "a\\\\%")', [{ x: 'a\\b' }, { x: 'a%' }]],
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
    [
      'a chain of sums and quotients',
      'eval s=a+b+c+d, t=round((a-b)/c*100,2)+d | table s t',
      [
        { a: '1', b: '2', c: '3', d: '4' },
        { a: '1.5', b: 'x' },
        { a: '1.25', b: '2', c: '0.5', d: '1' },
      ],
    ],
    [
      'the digits of round',
      'eval a=round(1.005,2), b=round(2.5), c=round(-1.115,2), d=round(12345678901234567890123456789,1)',
      [{ x: '1' }],
    ],
    [
      'rounded numbers, to the last bit',
      'eval r=round(x,2), s=round(x)-x, p=x*1.70, q=round(x/7,3) | table r s p q',
      [{ x: '2363' }, { x: '2365' }, { x: '1390.07' }, { x: '1391' }, { x: '0.29' }],
    ],
    [
      'times far out',
      'eval a=strftime(n, "%Y-%m-%d"), b=relative_time(n, "@mon")',
      [{ n: '1e30' }, { n: '-1e30' }, { n: '1700000000' }],
    ],
    [
      'values of fields that are not known',
      'stats count values(req.*) as r_* values(host) as host by u',
      [
        { 'req.b': '2', 'req.a': ['y', 'x'], u: '1', host: 'h', z: '1' },
        { 'req.b': '1', 'req.u': 'w', u: '1' },
        { u: '2' },
      ],
    ],
    [
      'fields named like variables of list functions',
      'eval e1="q", _e1="p", each="f", _i="i", i="k" | eval r=mvmap(x, x . e1 . _e1 . _i), s=mvjoin(x, each), t=mvzip(x, x, _i), u=mvzip(x, x, i) | table r s t u',
      [{ x: ['a', 'b'] }],
    ],
    [
      'JSON of numbers that were counted',
      'stats count avg(x) as a max(x) as m by u | eval j=json_object("n",count,"a",a,"b",round(a,2)), k=json_array(count,a*1.50,a)',
      [
        { u: 'a', x: '1' },
        { u: 'a', x: '2.5' },
        { u: 'b', x: '1e400' },
      ],
    ],
    ['products of a time with a fraction', 'eval r=(_time*1.50) . "x", s=_time/3.0', [{ _time: -5.5 }]],
    [
      'fields named like columns of our own',
      'fillnull value="x" | eval k=1, names=2, a=3, n=4 | fillnull value="y" | transaction u maxspan=1h',
      [
        { u: 'amy', k: '1' },
        { u: 'bob', names: '4' },
      ],
    ],
    [
      'functions of functions, whose text is written in many places',
      'eval a=tostring(tostring(tostring(tostring(x,"commas"),"commas"),"commas"),"commas"), b=mvcount(mvcount(mvcount(mvcount(x)))), c=tonumber(tostring(tonumber(tostring(tonumber(tostring(abs(x))))))), d=len(len(len(len(x)))) . ((x*1.50)*(x*2.0))*x',
      [{ x: '1234.5' }, { x: ['1', '2'] }],
    ],
    [
      'texts like names for what is not written yet',
      `eval r=tonumber(tostring(abs(x))) . "'\\"'\\"1\\"" . upper("'\\"'\\"2\\"" . tostring(abs(x))), 'a"3"'=tostring(abs(x))`,
      [{ x: '1' }],
    ],
    ['outliers among infinite numbers', 'outlier action=transform uselower=t n', [{ n: '1e400' }]],
    [
      'a dense transaction, longer than the pieces in which it is worked out',
      'streamstats count as c | eval _time=1700000000-floor(c*1.7)%900, k=c%3 | transaction maxspan=20s maxevents=9 | table _time eventcount duration closed_txn k',
      Array.from({ length: 2_300 }, () => ({ x: 'a' })),
    ],
    ['several values', 'search x!=a | stats count by x', [{ x: ['a', 'b'] }, { x: ['b', 'c'] }, {}]],
    ['names that stand for each other', 'rename a as b, b as a | table a b', [{ a: '1', b: '2' }]],
    ['a sum named like what it sums', 'stats sum(n) as n count(n) as m | where n > 2', [{ n: '1' }, { n: '2' }]],
  ] as const
).map(([id, spl, input]) => comparedCase(id, spl, input, { now: 1_700_000_000 }));

/** Places of addresses, for `iplocation`. */
const places = ['City', 'Country', 'Region', 'lat', 'lon', 'Continent', 'MetroCode', 'Timezone'];
const geoTable = {
  duckdb: `CREATE TABLE geo ("first" BIGINT, "last" BIGINT, ${places.map((place) => `"${place}" VARCHAR`).join(', ')})`,
  clickhouse: `CREATE TABLE geo (first Int64, last Int64, ${places.map((place) => `"${place}" String`).join(', ')}) ENGINE = MergeTree ORDER BY first`,
};

describe.each(engines)('$dialect.title', ({ dialect, there, open }) => {
  describe.skipIf(!there)('gives the rows of the built-in engine', () => {
    let opened: Awaited<ReturnType<typeof open>>;
    let engine: CaseEngine;
    beforeAll(async () => {
      opened = await open();
      engine = new CaseEngine(opened.database, dialect);
      await opened.database.run(geoTable[dialect.id]);
    }, 60_000);
    afterAll(() => opened?.close(), 60_000);

    test.each(own.map((each) => [each.id, each] as const))('%s', async (_, given) => {
      const outcome = await runCase(given, engine);
      expect({ state: outcome.state, reason: outcome.reason }).toEqual({ state: 'same', reason: '' });
    });

    test.each(files)('for $name', { timeout: 300_000 }, async ({ name, paths }) => {
      const counts = { same: 0, refused: 0 };
      const different: string[] = [];
      for (const path of paths)
        for (const given of await readCases(path)) {
          const outcome = await runCase(given, engine);
          if (outcome.state === 'same' || outcome.state === 'refused') counts[outcome.state]++;
          else if (outcome.state !== 'outside') {
            different.push(`${name} ${given.id}`);
            // A difference is only allowed where the port says that there may be one.
            expect(outcome.grade, `${given.id}: ${outcome.reason}`).toBe('caveats');
          }
        }
      const known = ledger[dialect.id]!;
      if (process.env['UPDATE_LEDGER'] === '1' && !process.env['CI']) {
        known.cases[name] = counts;
        writeFileSync(`${here}ledger.json`, `${JSON.stringify(ledger, null, 2)}\n`);
      }
      expect(counts).toEqual(known.cases[name]);
      expect(different.sort()).toEqual(
        Object.keys(known.different)
          .filter((id) => id.startsWith(`${name} `))
          .sort(),
      );
    });
  });

  test('is there where CI runs', () => {
    if (!there) expect(process.env['ESCUDO_ENGINES'], '.ci/engines must have installed it').not.toBe('required');
  });
});
