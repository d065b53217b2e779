import { describe, expect, test } from 'vitest';
import { compileSearch } from '../../../src/compile/compile.js';
import { needsOrder, newestFirst } from '../../../src/plan/order.js';
import { inputsOf, type Plan, type PlanNode, walkPlan } from '../../../src/plan/plan.js';
import { createSource } from '../../../src/source/source.js';

function planOf(spl: string): Plan {
  const { plan, diagnostics } = compileSearch(createSource('<test>', spl));
  if (plan === undefined) throw new Error(diagnostics.map(({ message }) => message).join('\n'));
  return plan;
}

/** The kinds from the root down the first inputs. */
function chain(node: PlanNode): string[] {
  const [input] = inputsOf(node);
  return [node.kind, ...(input === undefined ? [] : chain(input))];
}

describe('needsOrder', () => {
  test.each([
    'a=1 | stats count by b',
    'a=1 | head 5 | stats count',
    'a=1 | stats values(b) latest(c) by d',
    'a=1 | append [search a=2] | stats values(b) by d',
    // Events of equal times after it are not told apart by these.
    'a=1 | bin _time span=1d | stats latest(b) by _time',
    'a=1 | bin _time span=1d | stats max(b) by _time',
    'a=1 | eval _time=5 | stats latest(b)',
    'a=1 | table b | stats earliest(b)',
    'a=1 | bin size span=10 | stats latest(b) by size',
    'a=1 | chart count by b c where first(d) in top5',
    'a=1 | chart count by b c where max(d) in top5',
    'a=1 | append [search a=2] | stats latest(b) by d',
    'a=1 | eventstats count by b | stats max(count)',
    'a=1 | stats first(b) by c',
    'a=1 | stats list(b) by c',
    'a=1 | dedup b | stats count',
    'a=1 | table b',
    'a=1 | stats count | append [search b=1 | head 1]',
    'a=1 | sort 3 b | stats count by b',
    'a=1 | sort 0 b | stats count by b',
  ])('%s', (spl) => {
    const expected = /head|first|list|dedup|table|sort 3|append.*latest|_time.*(?:latest|earliest)/.test(spl);
    expect(needsOrder(planOf(spl))).toBe(expected);
  });
});

describe('newestFirst', () => {
  test('leaves a plan that does not look at the order as it is', () => {
    const plan = planOf('a=1 | stats count by b');
    expect(newestFirst(plan)).toBe(plan);
  });

  test('sorts above the filters, so that few events are held', () => {
    expect(chain(newestFirst(planOf('a=1 | where b>2 | head 5')).root)).toEqual([
      'limit',
      'sort',
      'filter',
      'filter',
      'scan',
    ]);
  });

  test.each([
    'table a',
    'eval _time=5',
    'fields - _time',
    'rename _time as t',
    'rename * as x_*',
    'rex "(?<_time>\\d+)"',
  ])('sorts before `%s`, which changes the time', (command) => {
    const kinds = chain(newestFirst(planOf(`a=1 | ${command} | head 5`)).root);
    expect(kinds.slice(-3)).toEqual(['sort', 'filter', 'scan']);
  });

  test.each([
    ['head 5', 5],
    ['eval x=1 | head 5 | stats list(x) by y', 5],
    ['head 0', 0],
    ['head x<5', 0],
    ['dedup x | head 5', 0],
    ['tail 5', 0],
  ])('sorts no more than `%s` takes', (command, limit) => {
    const sorts = [...walkPlan(newestFirst(planOf(`a=1 | ${command}`)).root)].flatMap((node) =>
      node.kind === 'sort' ? [node.limit] : [],
    );
    expect(sorts).toEqual([limit]);
  });

  test.each([
    ['stats latest(x) by y', true],
    ['eval x=1 | eventstats earliest(x) as e | stats latest(e)', true],
    ['timechart latest(x)', true],
    ['stats max(x)', undefined],
    ['chart latest(x) by y z where latest(x) in top2', true],
    // Once rows are sorted the first of equal times is the newest.
    ['stats latest(x) first(x)', undefined],
    ['dedup y | stats latest(x)', undefined],
    ['stats count by x | stats latest(x)', undefined],
  ])('tells `%s` whether its rows come as they were read', (commands, expected) => {
    const { root } = newestFirst(planOf(`a=1 | ${commands}`));
    const aggregations =
      root.kind === 'aggregate'
        ? root.aggregations
        : root.kind === 'apply' && root.procedure.name === 'chart'
          ? root.procedure.aggregations
          : [];
    expect(aggregations[0]?.asRead).toBe(expected);
  });
});
