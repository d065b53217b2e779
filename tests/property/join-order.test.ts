import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { Knowledge } from '../../src/api/knowledge.js';
import { readSettings } from '../../src/api/options.js';
import { prepare } from '../../src/api/run.js';
import type { SearchRequest } from '../../src/api/run-searches.js';
import { Catalog } from '../../src/content/catalog.js';
import { inputFirst } from '../../src/plan/keys/join-order.js';
import { keyConditions } from '../../src/plan/keys/key-conditions.js';
import { walkPlan } from '../../src/plan/plan.js';
import { createSource } from '../../src/source/source.js';
import { expectSame, rawOf } from './both-engines.js';

const settingsOf = (appendRows: number) => readSettings({ now: 1_767_225_600, limits: { appendRows } }).settings;

const source = fc.constantFrom('t=l', 't=r', 't=l b=1', '*', 'sourcetype=*', 'a!=x', 't=none');
const grouping = fc.constantFrom(
  'stats count as n values(b) as b by a',
  'stats count as n by a, b',
  'stats count as n values(a) as c by c, b',
  'stats sum(b) as n by a, b, c',
  'stats count as n by a, c | rename a as x | eval a=lower(x)',
  'stats count as n by a, c | stats values(c) as c sum(n) as n by a',
  'rename a as d.a, b as d.b | stats count as n by d.a, d.b | rename d.* as *',
  'stats count as n by a, b | eval a=split(a, "/")',
  'stats count as n values(b) as b by a | search a=x* OR b=1',
  'bin _time span=4s | stats count as n by _time, a',
  'table a b c',
  'stats count as n by a | sort 0 - a',
);
const after = fc.constantFrom(
  '',
  '| rename n as m',
  '| search b=*',
  '| eval r=random()',
  '| table a b n',
  '| where n>1',
);
const options = fc
  .tuple(
    fc.constantFrom('', 'type=inner', 'type=outer', 'type=left'),
    fc.constantFrom('', 'max=0', 'max=2'),
    fc.constantFrom('', 'overwrite=false'),
    fc.constantFrom('', '', '', 'usetime=true earlier=false'),
    fc.constantFrom(
      'a',
      'a',
      'a b',
      'b a',
      'c',
      '_time a',
      '',
      'left=L right=R where L.a=R.c',
      'left=L right=R where L.a=R.b, L.b=R.c',
    ),
  )
  .map((parts) => parts.join(' '));
const rows = fc.tuple(source, grouping, after).map(([from, by, rest]) => `${from} | ${by} ${rest}`);
const joined = fc.oneof(
  fc
    .tuple(rows, options, rows, after)
    .map(([left, how, right, rest]) => `${left} | join ${how} [search ${right}] ${rest}`),
  fc
    .tuple(rows, options, rows, options, rows)
    .map(([left, how, right, next, last]) => `${left} | join ${how} [search ${right}] | join ${next} [search ${last}]`),
  fc
    .tuple(rows, options, rows, options, rows)
    .map(([left, how, right, next, last]) => `${left} | join ${how} [search ${right} | join ${next} [search ${last}]]`),
);
const value = fc.constantFrom('x', 'X', 'y', 'x/y', '', '1', '01', 'z');
const text = fc.oneof({ weight: 5, arbitrary: value }, fc.array(value, { minLength: 2, maxLength: 3 }));
const events = fc.array(
  fc.record(
    { t: fc.constantFrom('l', 'r', 'r'), a: text, b: fc.constantFrom('1', '2'), c: value },
    { requiredKeys: ['t'] },
  ),
  { minLength: 4, maxLength: 20 },
);

describe('joins', () => {
  test('come to the same whichever side is read first, and with groups left out that agree with nothing', async () => {
    const catalog = new Catalog();
    const seen = { inputFirst: 0, gates: 0, rows: 0 };
    await fc.assert(
      fc.asyncProperty(
        fc.array(joined, { minLength: 6, maxLength: 16, size: 'max' }),
        events,
        fc.constantFrom(2, 3, 5, 50_000),
        async (list, given, appendRows) => {
          const limited = settingsOf(appendRows);
          const { settings: unlimited } = readSettings({ now: 1_767_225_600 });
          const requests = list.flatMap((spl): SearchRequest[] => {
            // A join inside another one may have nothing to join: then it says nothing of limits and takes no random numbers.
            const nested = spl.split('| join').length > 2;
            const settings = nested ? unlimited : limited;
            const search = createSource('<test>', nested ? spl.replaceAll('random()', '1') : spl);
            const { plan } = prepare(search, catalog, settings, 'search');
            if (plan === undefined) return [];
            for (const node of walkPlan(plan.root)) if (node.kind === 'join' && inputFirst(node)) seen.inputFirst++;
            for (const { join } of keyConditions([plan.root]).values()) if (join !== undefined) seen.gates++;
            return [{ search, start: 'search', settings }];
          });
          const raws = given.map((each, line) => rawOf({ ...each, sourcetype: 's' }, line));
          const knowledge = new Knowledge({ sources: [], datamodels: [] }, unlimited);
          seen.rows += await expectSame(requests, catalog, knowledge, [raws.slice(0, 5), raws.slice(5)]);
        },
      ),
      { numRuns: 150 },
    );
    expect(seen.inputFirst).toBeGreaterThan(200);
    expect(seen.gates).toBeGreaterThan(500);
    expect(seen.rows).toBeGreaterThan(1_000);
  });
});
