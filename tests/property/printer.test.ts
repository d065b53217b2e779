import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { language } from '../../src/compile/compile.js';
import type { Diagnostic } from '../../src/diagnostics/diagnostic.js';
import { createSource, type Source } from '../../src/source/source.js';
import { printExpression, printPipeline, printSearchExpression } from '../../src/syntax/printer.js';
import { expressions, pipelines, searchTerms } from './arbitrary-syntax.js';
import { withoutSpans } from './without-spans.js';

const source = (text: string): Source => createSource('<printed>', text);

/** A tree without what a printed text need not keep: places, added parentheses, quotes of words that need them. */
function essence(node: unknown): unknown {
  if (Array.isArray(node)) return node.map(essence);
  if (typeof node !== 'object' || node === null) return node;
  const given = node as Record<string, unknown>;
  if (given.kind === 'group') return essence(given.inner);
  const kept = Object.entries(given).filter(
    ([name]) => name !== 'span' && !name.endsWith('Span') && name !== 'form' && name !== 'quoted',
  );
  return Object.fromEntries(kept.map(([name, value]) => [name, essence(value)]));
}

function checkPrinting<T>(
  tree: T,
  print: (tree: T) => string,
  parse: (text: string) => { tree: T | undefined; diagnostics: readonly Diagnostic[] },
): void {
  const text = print(tree);
  const parsed = parse(text);
  // What is printed may look like a slip: `$a$`.
  expect(
    parsed.diagnostics.filter(({ severity }) => severity === 'error'),
    text,
  ).toEqual([]);
  expect(essence(parsed.tree), text).toEqual(essence(tree));
  const again = parse(print(parsed.tree as T));
  expect(withoutSpans(again.tree), text).toEqual(withoutSpans(parsed.tree));
}

describe('what is printed parses to the same tree', () => {
  test('random expressions', () => {
    fc.assert(
      fc.property(expressions, (tree) =>
        checkPrinting(
          tree,
          (each) => printExpression(each, language),
          (text) => language.parseExpression(source(text)),
        ),
      ),
      { numRuns: 300 },
    );
  });

  test('random search terms', () => {
    fc.assert(
      fc.property(searchTerms, (tree) =>
        checkPrinting(
          tree,
          (each) => printSearchExpression(each, language),
          (text) => language.parseSearchExpression(source(text)),
        ),
      ),
      { numRuns: 300 },
    );
  });

  test.each(['line', 'lines'] as const)('random pipelines, layout %s', (layout) => {
    fc.assert(
      fc.property(pipelines, (tree) =>
        checkPrinting(
          tree,
          (each) => printPipeline(each, language, { layout }),
          (text) => language.parseSearch(source(text)),
        ),
      ),
      { numRuns: 300 },
    );
  });

  test.each([
    'NOT "IN" (a) | head 5',
    'index=main "a phrase" TERM(10.0.0.1) user=CASE(Amy) NOT (a OR b) x IN (1, "b c", *d) | head 5',
    '[search a | fields x] b [| where x=1 | table x] earliest=-1h@h',
    'a=[search b | return $x] NOT "b c">=[| inputlookup t | return $y] d IN ([search e]) earliest=[search f | return $t]',
    'starthoursago=5 endtimeu::7 host::web* std::string | head 5',
    '| eval {k}=a.b, c:d="x\\"y", \'e f\'=-1-(-2), g=if(like(a,"%"),1,null()) | where \'limit\'=5 AND NOT a IN (1,2)',
    'x | stats count, dc(eval(a=1)) AS n, perc95(\'b c\') by host | sort 10 - num(n), +host | rename "a.*" AS *',
    'x | rex mode=sed field=a "s/\\\\\\\\/x/g" | convert timeformat="%F" ctime(a) AS b | fields - _raw, x',
    'C:\\Windows\\* path="C:\\\\Temp\\\\" | head (x=1) | head limit=5 null=t',
  ])('%s', (text) => {
    const parsed = language.parseSearch(source(text));
    expect(parsed.diagnostics).toEqual([]);
    for (const layout of ['line', 'lines'] as const) {
      const again = language.parseSearch(source(printPipeline(parsed.tree, language, { layout })));
      expect(again.diagnostics).toEqual([]);
      expect(withoutSpans(again.tree)).toEqual(withoutSpans(parsed.tree));
    }
  });
});

describe('the printed form', () => {
  const printed = (text: string, options = {}): string =>
    printPipeline(language.parseSearch(source(text)).tree, language, options);

  test.each([
    ['A=1   and AND "b c"="d" e="f"', 'A=1 and "b c"="d" e="f"'],
    ["| EVAL a = b+ 1,'c'='d e'  |stats COUNT By x y", "| eval a = b + 1, c = 'd e' | stats count by x, y"],
    ['x | where a="C:\\\\x\\\\" and a!="\\d"', 'x | where a = "C:\\x\\\\" AND a != "\\d"'],
    ['x | fields  -a b | sort -a,b', 'x | fields - a, b | sort -a, b'],
    ['x | lookup t a AS b c outputnew d', 'x | lookup t a as b, c OUTPUTNEW d'],
    ['x | nonsense  a  | head', 'x | nonsense  a | head'],
  ])('%s', (text, expected) => expect(printed(text)).toBe(expected));

  test('one command per line', () => {
    expect(printed('| search a | eval b=1|head 5', { layout: 'lines' })).toBe('| search a\n| eval b = 1\n| head 5');
  });

  test('keeps aggregations that name their own column as written, where it has the text', () => {
    const text = 'x | stats Count( a ), SUM(b) as c by d';
    expect(printed(text, { text })).toBe('x | stats Count( a ), sum(b) as c by d');
  });
});
