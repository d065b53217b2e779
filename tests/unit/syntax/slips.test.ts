import { describe, expect, test } from 'vitest';
import { search } from '../../../src/api/search.js';

/** The first error of a search: its code, the text it marks and its advice. */
async function firstMistake(spl: string) {
  const { diagnostics } = await search(spl, []);
  const found = diagnostics.find((each) => each.severity === 'error');
  const { source, span } = found!.primary!;
  return { code: found!.code, at: source.text.slice(span.start, span.end), help: found!.help.join(' ') };
}

describe('advice for slips', () => {
  test.each([
    ['where a>1 b<2', 'b', /AND or OR/],
    ['where a is null', 'is', /isnull\(field\)/],
    ['where a BETWEEN 1 AND 5', 'BETWEEN', />=1 AND/],
    ['where a contains "x"', 'contains', /like\(/],
    ['eval x=1 y=2', 'y', /comma/],
    ['eval if(a=1,"x","y")', '(', /field = expression/],
    ['eval t=strftime(_time, %Y-%m-%d)', '%', /double quotes/],
    ['eval x="a" // why', '/', /three backticks/],
    ['stats count(a=1) AS n', 'a', /count\(eval\(field=1\)\)/],
    ['rename a=b', 'a', /rename a AS new/],
    ['search a=1, b=2', ',', /IN \(a, b\)/],
    ['search user in (a, b)', ',', /capital letters/],
    ['search user=(a OR b)', '(', /IN \(a, b\)/],
    ['tstats count by [search a]', '[', /as the value of a field/],
    ['search a=1 | stats count by b rename b as c', 'as', /pipe missing in front of `rename`/],
    ['search a=1 | eval b=1 where b=2', 'where', /pipe missing in front of `where`/],
  ])('%s', async (spl, at, help) => {
    const found = await firstMistake(spl);
    expect(found).toMatchObject({ code: 'syntax-error', at });
    expect(found.help).toMatch(help);
  });

  test.each([
    ['eval x=“a b”', '“', /Typographic quotes/],
    ['eval x=a – b', '–', /minus is `-`/],
    ['eval x=a;y=b', ';', /commas/],
    ['eval x=a ? 1 : 0', '?', /if\(condition/],
    ['where a & b', '&', /AND and OR/],
    ['eval x=a ─── b', '───', /single quotes/],
  ])('%s', async (spl, at, help) => {
    const found = await firstMistake(spl);
    expect(found).toMatchObject({ code: 'unexpected-character', at });
    expect(found.help).toMatch(help);
  });

  test.each([
    ['stats count | limit 10', 'limit', /head 10/],
    ['stats count | order by count', 'order', /sort -field/],
    ['stats count | project a', 'project', /table/],
    ['stats count | count>5', 'count>5', /where/],
    ['search a=1 | b=2', 'b', /begin with the command `search`/],
    ['search a=$x|s$ | stats count', 's$', /token of a dashboard/],
    ['eval x=mv[0]', '0', /mvindex/],
    ['stats count | dbxquery connection=x', 'dbxquery', /apps bring along/],
    ['stats count | tabel a', 'tabel', /Did you mean `table`/],
  ])('%s', async (spl, at, help) => {
    const found = await firstMistake(spl);
    expect(found).toMatchObject({ code: 'unknown-command', at });
    expect(found.help).toMatch(help);
  });

  test.each([
    ['stats sum(a)/count', 'unknown-aggregation', /in eval/],
    ['stats count where a>1 by b', 'unknown-aggregation', /where before this command/],
    ['timechart span 1h count', 'unknown-aggregation', /span=1h/],
    ['stats foo(a)', 'unknown-aggregation', /avg, c, count/],
    ['chart agg=foo count over a by b', 'unknown-aggregation', /avg, c, count/],
    ['stats avg(round(a,2))', 'wrong-arguments', /avg\(eval\(round\(a,2\)\)\)/],
    ['stats sum(a*b) AS x', 'wildcard-mismatch', /sum\(eval\(a\*b\)\)/],
    ['stats count by a span=1h', 'unknown-option', /bin _time span=1h/],
    ['stats count by a order by b', 'surplus-argument', /sort -field/],
    ['lookup', 'missing-argument', /^$/],
  ])('aggregations and clauses: %s', async (spl, code, help) => {
    const found = await firstMistake(spl);
    expect(found.code).toBe(code);
    expect(found.help).toMatch(help);
  });

  test('a number of arguments is told in words', async () => {
    const { diagnostics } = await search('lookup hosts', []);
    expect(diagnostics[0]!.message).toBe('`lookup` needs 2 arguments (lookup table or field).');
  });

  test('two pipes in place of OR', async () => {
    const { diagnostics } = await search('where a=1 || b=2', []);
    expect(diagnostics.map(({ code, help }) => [code, ...help])).toContainEqual([
      'empty-command',
      'Two pipes are no operator: alternatives are written with OR.',
    ]);
  });

  test.each([
    ['search “failed login”', '“failed'],
    ['stats count by ‘user’', '‘user’'],
  ])('typographic quotes that are letters of a word are a warning: %s', async (spl, at) => {
    const { diagnostics } = await search(spl, []);
    expect(diagnostics).toMatchObject([{ code: 'typographic-quotes', severity: 'warning' }]);
    const { source, span } = diagnostics[0]!.primary!;
    expect(source.text.slice(span.start, span.end)).toBe(at);
  });

  test('inside straight quotes they are text', async () => {
    const { diagnostics } = await search('search "“x”" | where a="‘b’"', []);
    expect(diagnostics).toEqual([]);
  });

  test.each([
    ['search a="b c="d" | where e="f" | stats count by "g"', 9],
    ['search a="b" c="d', undefined],
    ['search a="b =" c="d', undefined],
  ])('shows where a text may have begun that lacks its quote: %s', async (spl, at) => {
    const { diagnostics } = await search(spl, []);
    const [found] = diagnostics.filter(({ code }) => code === 'unterminated-quote');
    expect(found!.related.map(({ span }) => span.start)).toEqual(at === undefined ? [] : [at]);
  });
});
