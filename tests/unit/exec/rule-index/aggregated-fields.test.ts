import { describe, expect, test } from 'vitest';
import { readSettings } from '../../../../src/api/options.js';
import { prepare } from '../../../../src/api/run.js';
import { Catalog } from '../../../../src/content/catalog.js';
import { aggregatedFields } from '../../../../src/exec/rule-index/aggregated-fields.js';
import { createSource } from '../../../../src/source/source.js';

const { settings } = readSettings({ now: 1_700_000_000 });

function readsOf(spl: string) {
  const { plan } = prepare(createSource('<test>', spl), new Catalog(), settings, 'search');
  return [...aggregatedFields(plan!).values()];
}

describe('what an aggregation asks of the rows of its source', () => {
  test.each([
    ['f=a | stats count sum(n) by g', ['g', 'n']],
    ['* | stats latest(n) by f', ['f', 'n', '_time']],
    ['* | stats sparkline(count) by f', ['f', '_time']],
    ['f=a | stats perc90(n) by g', ['g', 'n']],
    ['f=a | stats count(n) min(n) by g', ['g', 'n']],
  ])('%s', (spl, fields) => {
    expect(readsOf(spl)).toEqual([{ fields, written: [] }]);
  });

  test.each([
    ['f=a | search g=b | stats count', [], [], []],
    ['f=a | stats count min(n) range(m) values(v) by g', ['g'], ['n', 'm'], ['v']],
    ['f=a | stats max(n) dc(n) max(g) by g', ['g'], [], ['n']],
    ['| tstats count min(_time) from datamodel=Web where Web.url=* by Web.user', ['Web.user'], ['_time'], []],
    ['| from datamodel Web.Web | stats dc(url)', [], [], ['url']],
  ])('%s may have rows merged', (spl, fields, extremes, distinct) => {
    expect(readsOf(spl)).toEqual([{ fields, written: [], merged: { extremes, distinct } }]);
  });

  test.each([
    'f=a | table g',
    'f=a | where n>2 | stats count',
    'f=a | eval g=1 | stats count by g',
    '* | stats values(*) as *',
    '* | stats count(eval(n>2))',
    '* | streamstats count by f | stats count',
    '| mstats avg(cpu) where index=m by host',
  ])('%s may ask for anything', (spl) => {
    expect(readsOf(spl)).toEqual([]);
  });

  test('a subsearch of known columns adds these, also as they are written', () => {
    const reads = readsOf('g=a [| makeresults | eval f="x" | table f _time] | stats count by g');
    const merged = { extremes: [], distinct: [] };
    expect(reads).toEqual([{ fields: ['g', '_time', 'f'], written: ['g', '_time', 'f'], merged }]);
  });

  test('what a subsearch decides by is not merged', () => {
    const reads = readsOf(
      'g=a [| makeresults | eval f="x", n="1" | table f n] | stats min(n) values(f) values(m) by g',
    );
    expect(reads).toEqual([
      { fields: ['g', 'f', 'n'], written: ['g', 'f', 'n'], merged: { extremes: [], distinct: ['m'] } },
    ]);
  });

  test.each([
    ['columns that are not known', 'g=a [| inputlookup t] | stats count by g'],
    ['text of a search', 'g=a [| makeresults | eval search="f=1" | table search] | stats count by g'],
    ['metadata', 'g=a [| makeresults | eval source="s" | table source] | stats count by g'],
    ['keywords beside it', 'word [| makeresults | eval f="x" | table f] | stats count by g'],
  ])('a subsearch with %s may ask for anything', (_name, spl) => {
    expect(readsOf(spl)).toEqual([]);
  });

  test('each side of a join is looked at by itself', () => {
    const reads = readsOf('* | stats count by f | join f [search g=a | table f g]');
    expect(reads).toEqual([{ fields: ['f'], written: [], merged: { extremes: [], distinct: [] } }]);
  });
});
