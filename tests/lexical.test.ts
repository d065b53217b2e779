import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { commands } from '../src/commands/index.js';
import { language } from '../src/compile/compile.js';
import { createSource } from '../src/source/source.js';
import { tokenize } from '../src/syntax/lexer.js';
import { fixedTokens } from '../src/syntax/tokens.js';

const text = readFileSync(fileURLToPath(new URL('../grammar/lexical.md', import.meta.url)), 'utf8');
const examples = [...text.matchAll(/^```lex\n([\s\S]*?)\n```$/gm)].flatMap((block) =>
  block[1]!.split('\n\n').map((each) => each.split('\n') as [string, string]),
);
const prose = text.replace(/^```lex\n[\s\S]*?\n```$/gm, '');

describe('grammar/lexical.md', () => {
  test('has examples', () => expect(examples.length).toBeGreaterThan(20));

  test.each(examples)('%s', (spl, names) => {
    const { tokens, diagnostics } = tokenize(createSource('<example>', spl), language, { leadingCommand: false });
    expect(diagnostics).toEqual([]);
    expect(tokens.map((each) => each.tokenType.name).join(' ')).toBe(names);
  });

  test('names every token, and only tokens that exist', () => {
    const known = new Set(fixedTokens.map((each) => each.name));
    const named = new Set([...prose.matchAll(/`([A-Z][a-z]+(?:[A-Z][a-z]+)*)`/g)].map((each) => each[1]!));
    expect([...known].filter((name) => !named.has(name))).toEqual([]);
    expect([...named].filter((name) => !known.has(name))).toEqual([]);
  });

  test('names the modes of the commands', () => {
    const listed = [...prose.matchAll(/^\| `(\w+)` \|/gm)].map((each) => each[1]!);
    expect([...new Set(commands.map((each) => each.mode))].sort()).toEqual(listed.sort());
  });
});
