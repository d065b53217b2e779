import fc from 'fast-check';
import { expect, test } from 'vitest';
import { Knowledge } from '../../src/api/knowledge.js';
import { readSettings } from '../../src/api/options.js';
import { prepare } from '../../src/api/run.js';
import type { SearchRequest } from '../../src/api/run-searches.js';
import { Catalog } from '../../src/content/catalog.js';
import { canRename } from '../../src/exec/groups/group-rows.js';
import { walkPlan } from '../../src/plan/plan.js';
import { createSource } from '../../src/source/source.js';
import { expectSame, rawOf } from './both-engines.js';

const { settings } = readSettings({ now: 1_767_225_600, limits: { sortRows: 3 } });
const catalog = new Catalog({});
const knowledge = new Knowledge({ sources: [], datamodels: [] }, settings);

const name = fc.constantFrom('a', 'b', 'c', 'A.x', 'A.y', 'x', 'n', '_i', '_time');
const aggregation = fc.oneof(
  fc
    .tuple(fc.constantFrom('count', 'dc', 'min', 'max', 'values', 'sum', 'latest', 'list'), name, name)
    .map(([call, of, as]) => `${call}(${of}) as ${as}`),
  fc.constantFrom('count', 'values(*)', 'max(A.*) as A.*', 'min(_time) as first', 'count(eval(a="1")) as n'),
);
const by = fc.uniqueArray(name, { maxLength: 3 }).map((names) => (names.length === 0 ? '' : ` by ${names.join(' ')}`));
const pair = fc.oneof(
  fc.tuple(name, name).map(([from, to]) => `${from} as ${to}`),
  fc.constantFrom('A.* as *', '* as B.*', 'first as x', '*x as *y', '_* as i*'),
);
const behind = fc.constantFrom(
  '',
  ' | table *',
  ' | fields a x',
  ' | fields - a',
  ' | eval n=coalesce(x, a)."!"',
  ' | stats count by x a',
  ' | rename x as a',
  ' | search x=1',
  ' | sort -x a',
  ' | sort 2 n, -str(a) | table a n',
  ' | sort 0 - b x n | head 2',
  ' | sort 1 A.x d',
);
const search = fc
  .tuple(fc.array(aggregation, { minLength: 1, maxLength: 3 }), by, fc.array(pair, { maxLength: 3 }), behind)
  .map(([calls, keys, pairs, rest]) => {
    const rename = pairs.length === 0 ? '' : ` | rename ${pairs.join(', ')}`;
    return `search * | stats ${calls.join(' ')}${keys}${rename}${rest}`;
  });
const value = fc.constantFrom('1', '2', 'v', '', 'w');
const event = fc.record({ a: value, b: value, x: value, 'A.x': value, 'A.y': value, _i: value }, { requiredKeys: [] });

test('rows of groups that are made under their new names and in another order are those that are renamed and sorted later', async () => {
  let renamed = 0;
  let sorted = 0;
  let rows = 0;
  await fc.assert(
    fc.asyncProperty(search, fc.array(event, { maxLength: 12 }), async (text, events) => {
      const request: SearchRequest = { search: createSource('x', text), start: 'search', settings };
      const { plan } = prepare(request.search, catalog, settings, 'search');
      if (plan === undefined) return;
      for (const node of walkPlan(plan.root)) {
        if (node.kind === 'rename' && node.input.kind === 'aggregate' && canRename(node.input, node)) renamed++;
        if (node.kind === 'sort' && (node.input.kind === 'rename' || node.input.kind === 'aggregate')) sorted++;
      }
      rows += await expectSame([request], catalog, knowledge, [
        events.map((each, line) => rawOf({ ...each } as object, line)),
      ]);
    }),
    { numRuns: 1_500 },
  );
  expect(renamed).toBeGreaterThan(150);
  expect(sorted).toBeGreaterThan(150);
  expect(rows).toBeGreaterThan(1_000);
});
