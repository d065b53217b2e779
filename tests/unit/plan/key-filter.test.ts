import { describe, expect, test } from 'vitest';
import { readSettings } from '../../../src/api/options.js';
import { prepare } from '../../../src/api/run.js';
import { Catalog } from '../../../src/content/catalog.js';
import { keyFilters } from '../../../src/plan/key-filter.js';
import { createSource } from '../../../src/source/source.js';

const { settings } = readSettings({ now: 1_000_000 });

/** The text of the filters that are found, by the command they stand in. */
function filtersOf(spl: string): string[] {
  const { plan, source } = prepare(createSource('<test>', spl), new Catalog(), settings, 'search');
  if (plan === undefined) throw new Error(`Not compiled: ${spl}`);
  const found = keyFilters([plan.root, ...plan.subsearches.values()]);
  return [...found.values()].map(({ span }) =>
    source.text
      .slice(span.start, span.end)
      .replace(/^\|?\s*/, '')
      .trim(),
  );
}

describe('filters that decide about groups by their keys', () => {
  test.each([
    ['a condition on a BY field', 'a=1 | stats count by u | where u="x"', ['where u="x"']],
    ['the last of several', 'a=1 | stats count by u | where u="x" | search u=x* | head 5', ['search u=x*']],
    [
      'what is made of BY fields',
      'a=1 | stats count by u | rename u as v | eval w=lower(v) | where w="x"',
      ['where w="x"'],
    ],
    [
      'a lookup by a BY field',
      'a=1 | stats count by u | lookup t u OUTPUT bad | fillnull value=no bad | search bad=yes',
      ['search bad=yes'],
    ],
    ['results beside it do not matter', 'a=1 | stats count as c by u | eval d=c*2 | where u="x"', ['where u="x"']],
  ])('%s', (_, spl, expected) => {
    expect(filtersOf(spl)).toEqual(expected);
  });

  test.each([
    ['a result', 'a=1 | stats count by u | where count>5'],
    ['what is made of a result', 'a=1 | stats count as c by u | eval d=c*2 | where d>5 AND u="x"'],
    ['a result under a new name', 'a=1 | stats count as c by u | rename c as n | where n>5'],
    ['a result under a new name by a pattern', 'a=1 | stats count as x_c by u | rename x_* as * | where c>5'],
    ['a result that a lookup asks for', 'a=1 | stats values(h) as h by u | lookup t h OUTPUT bad | where bad="yes"'],
    ['a keyword, which may look anywhere', 'a=1 | stats count by u | search fail'],
    ['chance', 'a=1 | stats count by u | where random()>1'],
    ['the text of a search', 'a=1 | stats count by u | where searchmatch("u=x")'],
    ['other rows in between', 'a=1 | stats count by u | sort u | where u="x"'],
    ['rows that are counted again', 'a=1 | stats count by u | eventstats sum(count) as n | where u="x"'],
    ['no BY field', 'a=1 | stats count | where u="x"'],
    ['results of unknown names', 'a=1 | stats values(*) as * by u | where v="x"'],
    ['where the plan writes', 'a=1 | outputlookup t | stats count by u | lookup t u OUTPUT bad | search bad=yes'],
    ['a subsearch', 'a=1 | stats count by u | search [search b=1 | fields u]'],
  ])('not %s', (_, spl) => {
    expect(filtersOf(spl)).toEqual([]);
  });
});
