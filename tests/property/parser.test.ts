import fc from 'fast-check';
import { beforeAll, describe, expect, test } from 'vitest';
import { language } from '../../src/compile/compile.js';
import { createSource } from '../../src/source/source.js';
import { corpusPresent } from '../corpus/published.js';
import { corpusSearches } from './corpus-searches.js';

/** Any text gives a tree or says with places inside the text what is wrong. */
function checkParse(text: string): void {
  const source = createSource('<fuzz>', text);
  for (const start of [false, true]) {
    const { tree, diagnostics } = language.parseSearch(source, { leadingCommand: start });
    expect(tree.kind).toBe('pipeline');
    const broken = tree.commands.length === 0 || tree.commands.some((each) => each.kind !== 'command');
    if (broken && diagnostics.length === 0) expect.fail(`nothing is said about ${JSON.stringify(text)}`);
    for (const each of diagnostics) {
      const span = each.primary?.span;
      const inside = span !== undefined && span.start >= 0 && span.start <= span.end && span.end <= text.length;
      if (!inside) expect.fail(`${each.code} lies outside ${JSON.stringify(text)}: ${JSON.stringify(span)}`);
    }
    for (const command of tree.commands) {
      const { span } = command;
      if (span.start < 0 || span.start > span.end || span.end > text.length)
        expect.fail(`a command lies outside ${JSON.stringify(text)}`);
    }
  }
}

const pieces = [
  '|',
  '[',
  ']',
  '(',
  ')',
  '"',
  "'",
  ',',
  '=',
  '!=',
  '<',
  '>',
  '\\',
  '`',
  '```',
  '*',
  '-',
  '.',
  ' ',
  '\n',
  '{',
  '}',
  '<<FIELD>>',
  '😀',
  '\u0000',
  ' AND ',
  ' OR ',
  ' NOT ',
  ' IN (',
  'TERM(',
  'CASE(',
  ' by ',
  ' as ',
  'eval ',
  'stats ',
  'search ',
  'where ',
  'head ',
  'rex ',
  'sort ',
  'count',
  'x',
  '1',
  'eval(',
  'sparkline(',
];

const plain = [
  '| stats count, dc(eval(a=1)) AS n by host span=1h | sort 10 - num(n) | head limit=5 null=t',
  'index=main "a phrase" TERM(10.0.0.1) user=CASE(Amy) NOT (a OR b) x IN (1, "b c") [search a | fields x]',
  '| eval {k}=a.b, \'e f\'=-1-(-2), g=if(like(a,"%"),1,null()) | where x=1 AND NOT a IN (1,2) | rex mode=sed field=a "s/x/y/"',
];

describe('the parser', () => {
  test('takes any text', () => {
    fc.assert(fc.property(fc.string({ unit: 'binary', maxLength: 60 }), checkParse), { numRuns: 300 });
  });

  test('takes any sequence of pieces of SPL', () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...pieces), { maxLength: 25 }), (parts) => checkParse(parts.join(''))),
      { numRuns: 1500 },
    );
  });

  test.each([
    ['parentheses', '('.repeat(100_000)],
    ['brackets', '['.repeat(100_000)],
    ['negations', `x | where ${'NOT '.repeat(20_000)}a`],
    ['signs', `x | eval a=${'-'.repeat(20_000)}1`],
    ['operators', `x | eval a=1${'+1'.repeat(20_000)}`],
    ['alternatives', `x${' OR x'.repeat(20_000)}`],
    ['pipes', '|'.repeat(20_000)],
    ['quotes', '"\\'.repeat(50_000)],
  ])('takes many %s', (_, text) => {
    checkParse(text);
  });
});

/** Numbers in [0, 1) that are the same in every run. */
function numbers(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 4294967296;
  };
}

describe('mutated searches', () => {
  let searches: readonly string[] = plain;
  beforeAll(async () => {
    if (corpusPresent) searches = [...plain, ...(await corpusSearches(200)).map((each) => each.text)];
  }, 60_000);

  test('3,000 of them parse or are reported in place', () => {
    const random = numbers(7);
    const below = (limit: number): number => Math.floor(random() * limit);
    for (let i = 0; i < 3000; i++) {
      let text = searches[i % searches.length]!;
      for (let change = below(3); change >= 0; change--) {
        const at = below(text.length + 1);
        const end = Math.min(text.length, at + below(20));
        const piece = pieces[below(pieces.length)]!;
        const other = searches[below(searches.length)]!;
        const from = below(other.length);
        const kind = below(5);
        if (kind === 0) text = text.slice(0, at) + text.slice(end);
        else if (kind === 1) text = text.slice(0, at) + piece + text.slice(at);
        else if (kind === 2) text = text.slice(0, at) + piece + text.slice(end);
        else if (kind === 3) text = text.slice(0, at);
        else text = text.slice(0, at) + other.slice(from, from + below(60)) + text.slice(at);
      }
      checkParse(text);
    }
  });
});
