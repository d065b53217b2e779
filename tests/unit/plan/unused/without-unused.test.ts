import { describe, expect, test } from 'vitest';
import { readSettings } from '../../../../src/api/options.js';
import { prepare } from '../../../../src/api/run.js';
import { Catalog } from '../../../../src/content/catalog.js';
import { newestFirst } from '../../../../src/plan/order.js';
import { inputsOf, type Plan, walkPlan } from '../../../../src/plan/plan.js';
import { withoutUnused } from '../../../../src/plan/unused/without-unused.js';
import { createSource } from '../../../../src/source/source.js';
import { partsLeftOut } from './parts-of.js';

const { settings } = readSettings({ now: 1_000_000 });

function planOf(spl: string): Plan {
  const { plan } = prepare(createSource('<test>', spl), new Catalog(), settings, 'rows');
  if (plan === undefined) throw new Error(`Not compiled: ${spl.slice(0, 200)}`);
  return plan;
}

describe('what nobody asks for goes', () => {
  test.each([
    ['results of an aggregation', 'stats count sum(a) as s by b | table b s', ['result count']],
    ['all results, the groups stay', 'stats count sum(a) as s by b | fields b', ['result count', 'result s']],
    [
      'what commands do to them',
      'stats count min(t) as first by b | convert ctime(first) | eval n=count*2 | table b',
      ['result count', 'result first', 'ctime first', 'eval n'],
    ],
    [
      'results behind other names',
      'stats count as n by b | rename n as m, b as c | table c',
      ['result n', 'rename n as m'],
    ],
    [
      'results of names that a pattern changes',
      'stats count values(d.a) as d.a values(d.b) as b by d.c | rename d.* as * | table c a',
      ['result count', 'result b'],
    ],
    ['columns of a pattern that fits none', 'stats values(x_*) as x_* count by b | table b count', ['result x_*']],
    ['results without BY where another one makes the row', 'stats count sum(a) as s | table count', ['result s']],
    ['results before an aggregation', 'eventstats max(a) as m sum(a) as s by b | stats values(m) by b', ['result s']],
    [
      'all of eventstats, but that it holds the rows',
      'eventstats max(a) as m by b | stats count by c',
      ['annotate-groups by b', 'result m'],
    ],
    ['results of streamstats', 'streamstats count sum(a) as s by b | table s', ['result count']],
    [
      'running computations',
      'accum a as s | delta a as d | trendline sma2(a) as t ema2(a) as u | table u',
      ['accum', 'delta', 'line t'],
    ],
    ['assignments, each by itself', 'eval a=b-1, c=b-2 | table a', ['eval c']],
    ['assignments to a field that gets another value', 'eval a=b-1 | eval a=b-2 | table a', ['eval a']],
    [
      'assignments for others that go',
      'eval a=b-1 | eval c=a-1 | eval d=c-1 | table b',
      ['eval a', 'eval c', 'eval d'],
    ],
    [
      'fields of a row for a filter behind them',
      'stats count sum(a) as s by b | where s>1 | table b',
      ['result count'],
    ],
    ['values for absent fields', 'fillnull value=x a b | table a', ['fill b']],
    ['bins', 'bin a span=5 as c | table b', ['bin c']],
    ['facts of the search', 'addinfo | reltime | table a', ['addinfo', 'reltime']],
    ['columns of a list', 'table a b c | stats count by a', ['table b', 'table c']],
    ['fields that are dropped and asked for by nobody', 'fields - a | stats count by b', ['drop', 'drop a']],
    ['outputs of a lookup', 'lookup t k OUTPUT x y | stats count by x', ['output y']],
    ['all outputs, but that the table is read', 'lookup t k OUTPUT x y | stats count by k', ['output x', 'output y']],
    [
      'what a join does not bring along',
      'stats count sum(a) as s by b | join b [search c=1 | stats count sum(d) as t by b] | table b t',
      ['result count', 'result s', 'result count'],
    ],
    [
      'in each of several inputs',
      'stats count sum(a) as s by b | append [search c=1 | eval d=1 | fields b d] | table b',
      ['result count', 'result s', 'eval d', 'keep d'],
    ],
    [
      'what a branch asks for neither',
      'stats count sum(a) as s max(a) as m by b | appendpipe [where s>1] | table b',
      ['result count', 'result m'],
    ],
    ['in a subsearch', 'search a=1 [search b=1 | stats count sum(d) as s by c | return s]', ['result count']],
    ['before a chart', 'eval a=1, b=2, c=3 | chart max(a) over b', ['eval c']],
    ['before the most frequent values', 'eval a=1, b=2 | top a', ['eval b']],
  ])('%s', (_, spl, parts) => {
    const plan = planOf(spl);
    const less = withoutUnused(plan);
    expect(partsLeftOut(plan, less)).toEqual(parts);
    expect(withoutUnused(less)).toBe(less);
  });
});

describe('a plan stays as it is', () => {
  test.each([
    ['where all fields are results', 'stats count sum(a) as s by b | eval n=count-1 | sort b'],
    ['where a pattern may mean any field', 'stats count sum(a) as s by b | table *'],
    ['where a field of each name is summed up', 'stats count values(a) as a by b | stats values(*) as * by b'],
    ['where fields are asked for by a text', 'eval a=b-1 | where searchmatch("a=1") | table c'],
    ['where a keyword may look at all fields', 'eval a=b-1 | search error | table c'],
    ['where a subsearch says which fields count', 'eval a=b-1 | search [search c=1] | table d'],
    ['where rows are compared as a whole', 'eval a=b-1 | uniq | table c'],
    ['where rows are written', 'eval a=b-1 | outputlookup t.csv | table c'],
    ['where rows become events of a transaction', 'eval a=b-1 | transaction c | table c'],
    ['where fields are told by a template', 'eval ab=b-1 | foreach a* [eval c="<<FIELD>>"] | table c'],
    ['where each row becomes a search', 'eval a=b-1 | map search="search c=$a$" | table d'],
    [
      'where a join compares the fields that both sides have',
      'eval a=b-1 | join [search c=1 | stats count by a] | table d',
    ],
    ['where the sides of a join agree', 'eval a=b-1 | join a [search c=1 | eval a=b-1] | table c'],
    ['where rows come in the order of time', '| multisearch [search a=1 | eval _time=b-1] [search a=2] | table c'],
    ['where a field may have any name', 'eval n="a" | eval {n}=1 | table a'],
    ['where a random number is taken', 'eval a=random() | eval b=random() | table b'],
    ['where a random number decides a result', 'stats sum(eval(random())) as s by b | table b'],
    ['where a regular expression may take too long', 'eval a=if(match(b, "(x+)+y"), 1, 2) | table c'],
    ['where an extraction may take too long', 'rex field=b "(?<a>(x+)+y)" | table c'],
    ['where a text may be cut', 'eval a=b."x" | table c'],
    ['where a list may be cut', 'stats list(a) as l by b | table b'],
    ['where the only result makes the row', 'stats max(a) as m | stats count'],
    ['where one of the results makes the row', 'stats max(a) as m min(a) as n | table n'],
    ['where the rows are multiplied', 'mvexpand a | stats count by b'],
    ['where rows are told apart by a field', 'eval a=b-1 | dedup a | sort a | table c'],
    ['where fields of two names may become one', 'eval xa=b-1, c=b-2 | rename x* as *, y* as * | table a'],
    ['where a new name hides the old', 'stats count as n by b | rename b as n | table n b'],
    ['where internal fields stay', 'eval _a=b-1 | fields c'],
    ['where the time decides', 'eval _time=b-1 | stats latest(c) by d'],
    ['where the width of bins is chosen by all rows', 'bin a bins=5 as c | table b'],
    ['where a condition ends a group', 'streamstats reset_after="s>5" sum(a) as s count as c | table c'],
    ['where a format shows the results', 'eval n=a-1 | fieldformat n=n."%"'],
    ['where it has nothing to leave out', 'search index=x a=1'],
  ])('%s', (_, spl) => {
    const plan = planOf(spl);
    expect(withoutUnused(plan)).toBe(plan);
  });
});

test('a search may have as many commands as are allowed', () => {
  const plan = planOf(`stats count by a${' | eval b=a-1'.repeat(490)} | table a`);
  expect(partsLeftOut(plan, withoutUnused(plan))).toHaveLength(491);
});

describe('events that an operator holds', () => {
  /** The fields that are left of them, for each operator that holds them. */
  const held = (spl: string): (readonly string[])[] =>
    [...walkPlan(withoutUnused(newestFirst(planOf(spl))).root)].flatMap((node) => {
      const [input] = inputsOf(node);
      return node.kind !== 'project' && input?.kind === 'project' && input.mode === 'table' ? [input.patterns] : [];
    });

  test.each([
    ['search a=1 | stats list(b) as b by c', [['c', '_time', 'b']]],
    ['search a=1 | where d=2 | dedup a | table b c', [['b', 'c', 'a', '_time']]],
    ['search a=1 | dedup a | search c=* | stats count by b', []],
    ['search a=1 | appendpipe [search index=b | stats count] | table b count', []],
    ['search a=1 | appendpipe [where c=1 | stats count] | table b count', [['b', 'count', 'c', '_time']]],
    ['search a=1 | dedup a', []],
    ['search a=1 | reverse | fields b*', []],
    ['search a=1 | stats count by b | reverse | table b', []],
  ])('are held as the fields that are asked for: %s', (spl, fields) => {
    expect(held(spl).map((each) => [...each].sort())).toEqual(fields.map((each) => [...each].sort()));
  });
});
