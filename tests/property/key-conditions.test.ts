import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { Knowledge } from '../../src/api/knowledge.js';
import { readSettings } from '../../src/api/options.js';
import { prepare } from '../../src/api/run.js';
import type { SearchRequest } from '../../src/api/run-searches.js';
import { Catalog } from '../../src/content/catalog.js';
import { createMemoryLookups } from '../../src/exec/lookups/memory-lookups.js';
import { keyConditions } from '../../src/plan/keys/key-conditions.js';
import { createSource } from '../../src/source/source.js';
import { expectSame, rawOf } from './both-engines.js';

const { settings } = readSettings({ now: 1_767_225_600, limits: { regexSubject: 12 } });

const lookups = createMemoryLookups(
  {
    kinds: [
      { name: 'a', kind: 'good', other: 'b' },
      { name: 'b', kind: 'bad', other: '' },
      { name: 'x/y', kind: 'bad', other: 'a' },
      { name: 'x*', kind: 'bad' },
    ],
  },
  { kinds: { filename: 'kinds', match_type: 'WILDCARD(name)', max_matches: 2 } },
);

const field = fc.constantFrom('u', 'p', 'q', 'n', 'm');
const target = fc.constantFrom('u', 'p', 'n', 'v', 'w');
const literal = fc.constantFrom('a', 'A', 'b', 'x/y', 'bad', '1', '10', '');
const value = fc.constantFrom('a', 'A', 'b', 'x/y', 'a b', '', '1', '10', '01', 'b/a', 'a long text with x/y');

const expression = fc.oneof(
  field,
  fc.tuple(field, field).map(([a, b]) => `${a}.${b}`),
  field.map((each) => `upper(${each})`),
  field.map((each) => `len(${each})`),
  field.map((each) => `split(${each}, "/")`),
  fc.tuple(field, literal, field).map(([a, text, b]) => `if(${a}="${text}", ${b}, "z")`),
  fc.tuple(field, field).map(([a, b]) => `coalesce(${a}, ${b})`),
  field.map((each) => `if(match(${each}, "x"), "m", null())`),
);
const evalTerm = fc.oneof(
  fc.tuple(field, fc.constantFrom('=', '!=', '>'), literal).map(([a, op, text]) => `${a}${op}"${text}"`),
  fc.tuple(field, field).map(([a, b]) => `${a}=${b}`),
  field.map((each) => `isnull(${each})`),
  field.map((each) => `match(${each}, "^a|x/")`),
  field.map((each) => `mvcount(${each})>1`),
  field.map((each) => `len(${each})<3`),
);
const searchTerm = fc.oneof(
  fc.tuple(field, fc.constantFrom('=', '!=', '>='), literal).map(([a, op, text]) => `${a}${op}"${text}"`),
  fc.tuple(field, fc.constantFrom('*', 'a*', '*b*')).map(([a, text]) => `${a}=${text}`),
  field.map((each) => `NOT ${each}=a`),
  field.map((each) => `${each} IN (a, b, "x/y")`),
);
const filter = fc.oneof(
  evalTerm.map((term) => `where ${term}`),
  fc.tuple(evalTerm, fc.constantFrom('AND', 'OR'), evalTerm).map((parts) => `where ${parts.join(' ')}`),
  searchTerm.map((term) => `search ${term}`),
  fc.tuple(searchTerm, fc.constantFrom('', 'OR'), searchTerm).map((parts) => `search ${parts.join(' ')}`),
  field.map((each) => `regex ${each}="^[ax]"`),
);
const command = fc.oneof(
  { weight: 6, arbitrary: filter },
  { weight: 4, arbitrary: fc.tuple(target, expression).map(([to, from]) => `eval ${to}=${from}`) },
  fc
    .tuple(target, expression, target, expression)
    .map(([to, from, other, also]) => `eval ${to}=${from}, ${other}=${also}`),
  fc.tuple(field, target).map(([from, to]) => `rename ${from} as ${to}`),
  fc.tuple(field, target, field, target).map(([a, b, c, d]) => `rename ${a} as ${b}, ${c} as ${d}`),
  fc.constantFrom(
    'rename d.* as *',
    'rename * as d.*',
    'rename d.* as *, u as w',
    'rename n* as u*',
    'fillnull value=z v, w',
    'fillnull value=z',
    'makemv delim="/" u',
    'convert ctime(n)',
    'bin n span=5',
    'spath input=u',
    'strcat u "-" p w',
    'rangemap field=n low=0-1',
    'rex mode=sed field=p "s/a/b/"',
    'fieldformat u=upper(u)',
    'eval {p}="k"',
    'eval r=random() % 2',
    'eventstats sum(n) as m by u',
    'eventstats dc(u) as m by p, q',
    'stats sum(n) as n values(q) as q by u, p',
    'stats count as n by p',
    'stats values(*) as * by u',
    'sort 0 - u',
    'head 2',
    'dedup u',
    'append [search u=a | stats count by u, p]',
  ),
  field.map((each) => `rex field=${each} "(?<v>[^/]+)/(?<p>.*)"`),
  field.map((each) => `lookup kinds name as ${each} OUTPUT kind as v, other as u`),
  field.map((each) => `lookup kinds name as ${each} OUTPUTNEW kind as p, other as w`),
  field.map((each) => `lookup kinds name as ${each}`),
  fc.tuple(field, field).map(([a, b]) => `fields ${a}, ${b}`),
  fc.tuple(field, field).map(([a, b]) => `table ${a} ${b}`),
  field.map((each) => `fields - ${each}`),
  field.map((each) => `table ${each}* n`),
);
const grouping = fc.constantFrom(
  'stats count as n by u, p, q',
  'stats count as n values(q) as q by u, p',
  'stats sum(len(u)) as n max(q) as u by p, q',
  'stats values(*) as * count as n by u',
  'eval p=len(p) | stats count as n by p, u',
  'rename u as d.u, p as d.p | stats count as n values(d.u) as u by d.u, d.p, q',
  'bin _time span=2s | stats count as n by _time, u, p',
);
const searches = fc
  .tuple(grouping, fc.array(command, { minLength: 1, maxLength: 6 }))
  .map(([first, rest]) => [first, ...rest].join(' | '));
const text = fc.oneof({ weight: 5, arbitrary: value }, fc.array(value, { minLength: 2, maxLength: 3 }));
const events = fc.array(fc.record({ u: text, p: text, q: value }, { requiredKeys: ['u'] }), {
  minLength: 4,
  maxLength: 16,
});

describe('groups that later filters would drop', () => {
  test('are not missed, whatever stands in between', async () => {
    const catalog = new Catalog();
    const knowledge = new Knowledge({ sources: [], datamodels: [] }, settings);
    let rows = 0;
    let conditions = 0;
    await fc.assert(
      fc.asyncProperty(
        fc.array(searches, { minLength: 8, maxLength: 24, size: 'max' }),
        events,
        async (list, given) => {
          const requests: SearchRequest[] = [];
          for (const spl of list) {
            const search = createSource('<test>', `source=s | ${spl}`);
            const { plan } = prepare(search, catalog, settings, 'search');
            if (plan === undefined) continue;
            conditions += keyConditions([plan.root]).size;
            requests.push({ search, start: 'search', settings });
          }
          const raws = given.map((each, line) => rawOf({ ...each, source: 's' }, line));
          rows += await expectSame(requests, catalog, knowledge, [raws.slice(0, 3), raws.slice(3)], lookups);
        },
      ),
      { numRuns: 150 },
    );
    expect(conditions).toBeGreaterThan(500);
    expect(rows).toBeGreaterThan(500);
  });
});
