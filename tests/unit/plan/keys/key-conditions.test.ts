import { describe, expect, test } from 'vitest';
import { readSettings } from '../../../../src/api/options.js';
import { prepare } from '../../../../src/api/run.js';
import { Catalog } from '../../../../src/content/catalog.js';
import { keyConditions } from '../../../../src/plan/keys/key-conditions.js';
import { walkPlan } from '../../../../src/plan/plan.js';
import { createSource } from '../../../../src/source/source.js';

const { settings } = readSettings({ now: 1_000_000 });

/** The conditions that are found: the BY fields they look at, and the commands that run on these, filters by what they ask. */
function conditionsOf(spl: string): string[] {
  const { plan, source } = prepare(createSource('<test>', spl), new Catalog(), settings, 'search');
  if (plan === undefined) throw new Error(`Not compiled: ${spl}`);
  const found = keyConditions([plan.root, ...plan.subsearches.values()]);
  return [...found].flatMap(([{ by }, { conditions }]) =>
    conditions.map(({ keys, plan: commands }) => {
      const steps = [...walkPlan(commands)].slice(1).map((node) => {
        if (node.kind === 'extend') return `eval ${node.assignments.map(({ target }) => target).join()}`;
        if (node.kind !== 'filter') return node.kind;
        if (node.condition.language === 'regex') return 'regex';
        const { start, end } = node.condition.expression.span;
        return source.text.slice(start, end);
      });
      return `${keys.map((key) => by[key]!.field).join()}: ${steps.join(' | ')}`;
    }),
  );
}

describe('conditions that BY fields decide', () => {
  test.each([
    ['a condition on a BY field', 'stats count by u | where u="x"', ['u: u="x"']],
    ['search terms', 'stats count by u | search u=x* OR NOT u IN (a, b)', ['u: u=x* OR NOT u IN (a, b)']],
    ['a regular expression', 'stats count by u | regex u="x+"', ['u: regex']],
    ['those of several filters are one', 'stats count by u | where u="x" | search u=x*', ['u: u="x" | u=x*']],
    ['of several BY fields one', 'stats count by u, p, q | where p="x"', ['p: p="x"']],
    ['the fewest fields first', 'stats count by u, p | where u=p | where p="x"', ['p: p="x"', 'u,p: u=p']],
    [
      'parts of a conjunction, each by itself',
      'stats count by u, p | where (u="x" AND count>5) AND p="y" | search count=7 u=a (u=b OR p=b)',
      ['u: u="x" | u=a', 'p: p="y"', 'u,p: u=b OR p=b'],
    ],
    ['a new name', 'stats count by u | rename u as v | where v="x"', ['u: rename | v="x"']],
    ['a new name by a pattern', 'stats count by d.u, d.p | rename d.* as * | where u="x"', ['d.u: rename | u="x"']],
    [
      'a result that a BY field takes the name of',
      'stats values(d.u) as u by d.u | rename d.* as * | where u="x"',
      ['d.u: rename | u="x"'],
    ],
    [
      'only the assignments that matter',
      'stats count by u, p | eval a=lower(u), b=p, c=a."x", d=count | where c="x"',
      ['u: eval a | eval c | c="x"'],
    ],
    [
      'a field that may be another under a new name',
      'stats count by u, p | eval x_u=if(p="a", p, null()) | rename x_* as * | where u="x"',
      ['u,p: eval x_u | rename | u="x"'],
    ],
    [
      'a field that has another name now',
      'stats count by u | rename u as v | where isnull(u)',
      ['u: rename | isnull(u)'],
    ],
    ['a copy', 'stats count by u | eval v=u | where v="x"', ['u: eval v | v="x"']],
    ['a result that is overwritten', 'stats count as c by u | eval c=len(u) | where c>5', ['u: eval c | c>5']],
    [
      'a lookup by a BY field, without the times that are written out',
      'stats count min(_time) as t by u, p | convert ctime(t) | lookup t u OUTPUT bad | fillnull value=no bad, p | search bad=yes',
      ['u: lookup | fill | bad=yes'],
    ],
    [
      'a lookup of whatever the table has',
      'stats count by u, p | lookup t u | search bad=yes',
      ['u: lookup | bad=yes'],
    ],
    [
      'a lookup that fills',
      'stats count by u, p | lookup t u OUTPUTNEW p as p | search p=yes',
      ['u,p: lookup | p=yes'],
    ],
    [
      'what rex takes out of a BY field',
      'stats count by u, p | rex field=u "(?<dir>.*)/(?<name>[^/]+)" | search name=x',
      ['u: extract | name=x'],
    ],
    [
      'an extraction that may set any field',
      'stats count by u, p | spath input=u | search p=x',
      ['u,p: extract | p=x'],
    ],
    ['bins of a width', 'stats count by _time, u | bin _time span=1h | where _time>7', ['_time: bin | _time>7']],
    ['behind fields and table', 'stats count by u, p | fields - p | table u count | where u="x"', ['u: u="x"']],
    ['behind results', 'stats count as c by u | eval d=c*2 | where d>5 | where u="x"', ['u: u="x"']],
    ['behind fields of any name', 'stats values(*) as * by u | where u="x"', ['u: u="x"']],
    [
      'groups of groups',
      'stats count by u, p, q | rename u as v | stats sum(count) as n by v, q | search v=x n=1',
      ['v: v=x', 'u: rename | v=x'],
    ],
    ['groups that are annotated', 'stats count by u, p | eventstats sum(count) as n by u | search u=x', ['u: u=x']],
    ['what is the same for all groups', 'stats count by u | where 1=2', ['u: 1=2']],
  ])('%s', (_, spl, expected) => {
    expect(conditionsOf(`a=1 | ${spl}`)).toEqual(expected);
  });

  test.each([
    ['not of one value', 'stats count by u | makemv u | stats count by u | search u=x'],
    ['by the kind of value', 'stats count by u | stats count by u | where u="x"'],
    ['under a name that was made', 'stats count by u | stats count by u | eval v=u."" | search v=x'],
    ['of rows that count together', 'stats count by u | eventstats count as n | stats count by u, n | search u=x'],
  ])('groups of groups are decided by the later ones only: %s', (_, spl) => {
    expect(conditionsOf(`a=1 | ${spl}`)).toHaveLength(1);
  });

  test.each([
    ['a result', 'stats count by u | where count>5'],
    ['what is made of a result', 'stats count as c by u | eval d=c*2 | where d>5 OR u="x"'],
    ['a result under a new name', 'stats count as c by u | rename c as n | where n>5'],
    ['a result under a new name by a pattern', 'stats count as x_c by u | rename x_* as * | where c>5'],
    ['a result under the name of a BY field', 'stats count as x_u by u | rename x_* as * | where u>5'],
    ['one of two under one name', 'stats count by a.u, b.u | rename a.* as *, b.* as * | where u="x"'],
    ['a result that a lookup asks for', 'stats values(h) as h by u | lookup t h OUTPUT bad | where bad="yes"'],
    ['a BY field that a lookup by a result may set', 'stats values(h) as h by u | lookup t h | where u="yes"'],
    ['a BY field that a field of any name may become', 'stats values(*) as * by u | rename x_* as * | where u="x"'],
    ['a field of a computed name', 'stats values(h) as h by u | eval {h}=1 | where u="x"'],
    ['a keyword, which may look anywhere', 'stats count by u | search fail'],
    ['chance', 'stats count by u | where random()>1'],
    ['a BY field behind chance', 'stats count by u | eval r=random() | where u="x"'],
    ['a BY field of groups that chance has a say in', 'stats sum(eval(random())) as s by u | where u="x"'],
    ['the text of a search', 'stats count by u | where searchmatch("u=x")'],
    ['other rows in between', 'stats count by u | sort u | where u="x"'],
    ['running numbers', 'stats count by u | streamstats count as n | where u="x"'],
    ['rows that are counted again', 'stats count by u | eventstats sum(count) as n | where u="x"'],
    ['groups of groups that are told by other fields', 'stats count by u | stats dc(u) as u by count | search u=x'],
    ['a field that is gone', 'stats count by u, p | fields p | where isnull(u)'],
    ['a width that depends on all rows', 'stats count by u | bin u | where u="x"'],
    ['numbers that all rows have to be', 'stats count by u | convert auto(u) | where u=1'],
    ['what some row has', 'stats count by u | fillnull | where u="x"'],
    ['no BY field', 'stats count | where u="x"'],
    ['where the plan writes', 'outputlookup t | stats count by u | lookup t u OUTPUT bad | search bad=yes'],
    ['a subsearch', 'stats count by u | search [search b=1 | fields u]'],
  ])('not %s', (_, spl) => {
    expect(conditionsOf(`a=1 | ${spl}`)).toEqual([]);
  });
});
