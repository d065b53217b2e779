import { describe, expect, test } from 'vitest';
import { search } from '../../../src/api/search.js';
import { lintContent } from '../../../src/lint/lint.js';
import { exampleContent } from '../lint/example-content.js';

/** The tokens of a search that are said to stay as they are. */
async function unfilled(spl: string, macros = {}) {
  const { diagnostics } = await search(spl, [], { macros });
  return diagnostics
    .filter((each) => each.code === 'unfilled-token')
    .map(({ primary }) => primary!.source.text.slice(primary!.span.start, primary!.span.end));
}

describe('tokens of dashboards', () => {
  test.each([
    ['search user=$user$ host="$host$"', ['$user$', '$host$']],
    ['search user=$user$ OR src_user="$user$"', ['$user$']],
    ['search $filter$ a IN ($list$)', ['$filter$', '$list$']],
    ['search user="$user|s$"', ['$user|s$']],
    ['timechart count by $form.split$', ['$form.split$']],
    ['eval a=$row.a$, b="%$b$%"', ['$row.a$', '$b$']],
    ['search a=1 [| makeresults | where b="$b$"]', ['$b$']],
    ['stats count | map search="| makeresults | eval a=$count$" | where x="$x$"', ['$x$']],
  ])('%s', async (spl, expected) => {
    expect(await unfilled(spl)).toEqual(expected);
  });

  test.each([
    ['a share', 'search path="*\\\\C$ADMIN$*" name IN ("*$recycle.bin*", "c$")'],
    ['ends of patterns', 'rex "^a$|b$" | where match(a, "\\$a\\$|^$b|x$y$")'],
    ['groups of a replacement', 'eval a=replace(a, "(x)(y)", "$1$2$")'],
    ['doubled signs', 'eval a="$$a$$"'],
    ['what map fills', 'stats count | map search="| makeresults | eval a=$count$"'],
    ['what an action fills', 'stats count | sendemail to="a@example.org" subject="$result.count$"'],
    ['what a chart fills', 'chart sep="-" format="$AGG$:$VAL$" count avg(a) by b, c'],
    ['what map fills in brackets', 'stats count | map [makeresults | append [makeresults | eval a="$count$"]]'],
  ])('%s', async (_, spl) => {
    expect(await unfilled(spl)).toEqual([]);
  });

  test('arguments of macros are filled', async () => {
    const macros = { 'of(1)': { args: ['user'], definition: 'user="$user$" host=$host$' } };
    expect(await unfilled('search `of(bob)`', macros)).toEqual(['$host$']);
  });

  test.each([
    ['Baseline', ['unfilled-token']],
    ['Investigation', []],
  ])('in content of type %s', (type, expected) => {
    const yaml = `name: B\ntype: ${type}\nsearch: index=a user=$user$ | stats count`;
    const { findings } = lintContent(exampleContent({ files: { 'baselines/b.yml': yaml } }));
    expect(findings.map((each) => each.code).filter((code) => code === 'unfilled-token')).toEqual(expected);
  });
});
