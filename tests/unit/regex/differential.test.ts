import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Pattern } from '../../../src/regex/ast.js';
import { BudgetedEngine } from '../../../src/regex/budgeted-engine.js';
import { NativeEngine } from '../../../src/regex/native-engine.js';
import { parsePattern } from '../../../src/regex/parse.js';
import { PatternError } from '../../../src/regex/pattern-error.js';
import type { RegexMatch } from '../../../src/regex/regex-match.js';

/** Patterns that mean the same in PCRE and JavaScript: no empty loops, no captures that a loop may keep. */
const common = fc.letrec<{ piece: string; alternatives: string }>((tie) => ({
  piece: fc.oneof(
    { maxDepth: 3 },
    fc.constantFrom('a', 'b', '\\d', '\\w', '[ab]', '[^a]', '[b-c1]', '\\b', '\\x61', 'ab', '\\W', 'A'),
    fc
      .tuple(
        fc.constantFrom('a', 'b', '\\w', '[^b]', '(?:ab|b)', '(a|bc)'),
        fc.constantFrom('*', '+', '?', '{2}', '*?', '+?', '{1,2}', '??'),
      )
      .map((parts) => parts.join('')),
    tie('alternatives').map((inner) => `(${inner})`),
    tie('alternatives').map((inner) => `(?:${inner})`),
    tie('alternatives').map((inner) => `(?=${inner})`),
    tie('alternatives').map((inner) => `(?!${inner})`),
  ),
  alternatives: fc
    .array(
      fc.array(tie('piece'), { minLength: 1, maxLength: 3 }).map((pieces) => pieces.join('')),
      { minLength: 1, maxLength: 2 },
    )
    .map((branches) => branches.join('|')),
}));

const pcreOnly = fc.letrec<{ piece: string; alternatives: string }>((tie) => ({
  piece: fc.oneof(
    { maxDepth: 3 },
    fc.constantFrom(
      'a',
      'b',
      'A',
      '.',
      '\\s',
      '^',
      '$',
      '\\R',
      '\\h',
      '[[:alpha:]]',
      '\\N',
      '(?i)',
      '(?s)',
      '(?m)',
      'é',
      '😀',
      '\\z',
      '[^a]',
      '\\1',
    ),
    fc
      .tuple(
        fc.constantFrom('a', '.', '\\S', '[^b]'),
        fc.constantFrom('*', '+', '?', '{2}', '*?', '+?', '*+', '++', '{1,2}'),
      )
      .map((parts) => parts.join('')),
    fc
      .tuple(
        fc.constantFrom('(', '(?:', '(?>', '(?=', '(?!', '(?i:'),
        tie('alternatives'),
        fc.constantFrom('', '', '*', '?', '+?', '{2}'),
      )
      .map(([open, inner, quantifier]) => `${open}${inner})${quantifier}`),
  ),
  alternatives: fc
    .array(
      fc.array(tie('piece'), { minLength: 1, maxLength: 3 }).map((pieces) => pieces.join('')),
      { minLength: 1, maxLength: 2 },
    )
    .map((branches) => branches.join('|')),
}));

const subject = fc
  .array(fc.constantFrom('a', 'a', 'b', 'b', 'c', 'A', '1', ' ', '\n', '\r\n', 'é', 'É', '😀'), { maxLength: 10 })
  .map((parts) => parts.join(''));

function offsets(match: RegexMatch | null): unknown {
  return match === null ? null : match.offsets.map((each) => (each === undefined ? undefined : [...each]));
}

/** Compares without the cost of an assertion per text: there are thousands. */
function checkSame(actual: unknown, expected: unknown, about: string): void {
  if (JSON.stringify(actual) !== JSON.stringify(expected)) expect(actual, about).toEqual(expected);
}

function budgeted(pattern: Pattern, text: string): unknown {
  const budget = { left: 1_000_000 };
  const match = new BudgetedEngine(pattern).exec(text, 0, budget);
  if (budget.left <= 0) expect.fail(`the budget was spent on ${JSON.stringify(text)}`);
  return offsets(match);
}

describe('the engines agree', () => {
  it('with V8 on what PCRE and JavaScript share', () => {
    fc.assert(
      fc.property(common.alternatives, fc.array(subject, { minLength: 1, maxLength: 5 }), (source, subjects) => {
        const pattern = parsePattern(source);
        const native = NativeEngine.create(pattern);
        const expression = new RegExp(source, 'd');
        for (const text of subjects.map((each) => each.replaceAll(/[^\x00-\x7f]+/gu, ''))) {
          const found = expression.exec(text);
          const expected =
            found === null ? null : [...found.indices!].map((each) => (each === undefined ? undefined : [...each]));
          checkSame(budgeted(pattern, text), expected, `${source} on ${text}`);
          if (native !== undefined) checkSame(offsets(native.exec(text, 0)), expected, `${source} on ${text}`);
        }
      }),
      { numRuns: 600 },
    );
  });

  it('with each other on what only PCRE has', () => {
    let compared = 0;
    fc.assert(
      fc.property(pcreOnly.alternatives, fc.array(subject, { minLength: 1, maxLength: 5 }), (source, subjects) => {
        let pattern: Pattern;
        try {
          pattern = parsePattern(source);
        } catch (error) {
          if (error instanceof PatternError) return;
          throw error;
        }
        const native = NativeEngine.create(pattern);
        if (native === undefined) return;
        for (const text of subjects) {
          if (!native.accepts(text)) continue;
          compared++;
          checkSame(offsets(native.exec(text, 0)), budgeted(pattern, text), `${source} on ${text}`);
        }
      }),
      { numRuns: 600 },
    );
    expect(compared).toBeGreaterThan(300);
  });
});
