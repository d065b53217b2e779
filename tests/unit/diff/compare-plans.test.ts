import { describe, expect, test } from 'vitest';
import { type CompiledSearch, compileSearch } from '../../../src/compile/compile.js';
import { comparePlans } from '../../../src/diff/compare-plans.js';
import { decidedConditionChanges } from '../../../src/diff/decided-conditions.js';
import { fieldFlow } from '../../../src/plan/fields.js';
import type { Plan } from '../../../src/plan/plan.js';
import { createSource } from '../../../src/source/source.js';

function compiled(text: string): CompiledSearch & { plan: Plan } {
  const found = compileSearch(createSource('<search>', text));
  if (found.plan === undefined) throw new Error(found.diagnostics[0]?.message);
  return { ...found, plan: found.plan };
}

/** `kind what: before -> after` per change. */
const changes = (before: string, after: string): string[] =>
  comparePlans(compiled(before), compiled(after)).map(
    (each) => `${each.kind} ${each.what}: ${each.before ?? ''} -> ${each.after ?? ''}`,
  );

describe('what makes no difference', () => {
  test.each([
    ['layout and letter case of commands', 'a=1   | STATS count BY x', 'a=1\n| stats count by x'],
    ['the order of conditions', 'index=i a=1 b=2', 'index=i b=2 a=1'],
    ['conditions in two commands', 'a=1 b=2 | stats count by x', 'a=1 | search b=2 | stats count by x'],
    ['letter case of values of a search', 'a=Cmd.EXE', 'a=cmd.exe'],
    ['the order of keys and columns', 'a=1 | stats count by x, y | table x y', 'a=1 | stats count by y x | table y, x'],
    ['comments', 'a=1 ```no``` | head', 'a=1 | head'],
  ])('%s', (_, before, after) => {
    expect(changes(before, after)).toEqual([]);
  });
});

describe('what makes a difference', () => {
  test.each([
    ['a condition', 'a=1 b=2', 'a=1 c!=3', ['removed condition: b=2 -> ', 'added condition:  -> c!=3']],
    ['a value', 'a=1 b=2', 'a=1 b=3', ['changed condition: b=2 -> b=3']],
    ['letter case in eval', 'a=1 | where x="A"', 'a=1 | where x="a"', ['changed condition: x="A" -> x="a"']],
    [
      'a pattern',
      'a=1 | rex field=m "(?<q>[^;]+)"',
      'a=1 | rex field=m "(?<q>[^;\n]+)"',
      ['changed pattern of rex on m: (?<q>[^;]+) -> (?<q>[^;\\n]+)'],
    ],
    ['a calculation', 'a=1 | eval x=y+1', 'a=1 | eval x=y+2', ['changed calculated field x: y+1 -> y+2']],
    [
      'aggregations and keys',
      'a=1 | stats count min(_time) as t by x, y',
      'a=1 | stats count max(_time) as t by x',
      ['changed aggregation: min(_time) as t -> max(_time) as t', 'removed group key: y -> '],
    ],
    [
      'a command more',
      'a=1 | stats count by x',
      'a=1 | stats count by x | where count>5',
      ['added condition:  -> count>5'],
    ],
    ['order', 'a=1 | dedup x | head 5', 'a=1 | head 5 | dedup x', ['moved order of commands:  -> dedup x']],
    [
      'a subsearch',
      'a=1 | join x [search b=2]',
      'a=1 | join x [search b=3]',
      ['changed condition (in the subsearch of join): b=2 -> b=3'],
    ],
    ['a limit', 'a=1 | head 5', 'a=1 | head 6', ['changed head: head 5 -> head 6']],
  ])('%s', (_, before, after, expected) => {
    expect(changes(before, after)).toEqual(expected);
  });

  test('a search of many commands is compared in time', () => {
    const search = (from: number): string =>
      `a=1 ${Array.from({ length: 480 }, (_, i) => `| eval f${i}=${i + (i % 7 === from ? 1 : 0)}`).join(' ')}`;
    expect(changes(search(1), search(2)).length).toBeGreaterThan(50);
  });
});

test('conditions that die and come alive', () => {
  const of = (text: string) => {
    const search = compiled(text);
    return { flow: fieldFlow(search.plan), source: search.source };
  };
  const wide = of('a=1 | rex field=m "(?<q>[^;]+)" | search q!="a b"');
  const narrow = of('a=1 | rex field=m "(?<q>[^; ]+)" | search q!="a b"');
  expect(decidedConditionChanges(wide, narrow)).toMatchObject([
    { kind: 'dead', after: 'q!="a b"', note: expect.stringContaining('excludes nothing') },
  ]);
  expect(decidedConditionChanges(narrow, wide)).toMatchObject([{ kind: 'alive', before: 'q!="a b"' }]);
  expect(decidedConditionChanges(narrow, narrow)).toEqual([]);
});
