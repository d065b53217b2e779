import { describe, expect, it } from 'vitest';
import { parse, print, search } from '../../../src/index.js';

/** Texts that once ran out of stack in the parser, the checks or the plan: each is refused at a place, or runs. */
const many = 100_000;

async function codesOf(spl: string): Promise<string[]> {
  const { diagnostics } = await search(spl, [{ a: '1', _raw: 'x' }], { now: 0 });
  return diagnostics.map((each) => each.code);
}

describe('searches that are too deep', () => {
  it.each([
    ['a chain of sums', `| makeresults | eval x=1${'+1'.repeat(many)}`],
    ['a chain of concatenations', `| makeresults | eval x=a${'.a'.repeat(many)}`],
    ['a chain of OR', `| makeresults | where a=1${' OR a=1'.repeat(many)}`],
    ['NOT before NOT', `| makeresults | where ${'NOT '.repeat(many)} a=1`],
    ['sign before sign', `| makeresults | eval x=${'-'.repeat(many)}1`],
    ['IN after IN', `| makeresults | where a${' IN (1)'.repeat(many)}`],
    ['NOT before NOT in search terms', `search ${'NOT '.repeat(many)} a=1`],
    ['parentheses', `search ${'('.repeat(190)}a=1${')'.repeat(190)}`],
    ['parentheses in an expression', `| makeresults | eval x=${'('.repeat(190)}1${')'.repeat(190)}`],
    ['calls', `| makeresults | eval x=${'lower('.repeat(190)}1${')'.repeat(190)}`],
    ['subsearches', `search ${'[search '.repeat(190)}a=1${']'.repeat(190)}`],
  ])('refuses %s', async (_, spl) => {
    expect(await codesOf(spl)).toContain('nesting-too-deep');
  });

  it('runs what is as deep as allowed', async () => {
    const nested = await search(`| makeresults | eval x=${'lower('.repeat(63)}"A"${')'.repeat(63)}`, []);
    expect(nested.rows[0]?.x).toBe('a');
    const chain = await search(`| makeresults | eval x=0${'+1'.repeat(900)}`, []);
    expect(chain.rows[0]?.x).toBe('900');
  });
});

describe('searches that are too long', () => {
  it.each([
    ['commands', `| makeresults ${'| rename a AS b '.repeat(10_000)}`],
    ['pipes', `| makeresults ${'|'.repeat(many)}`],
    ['quoted text', `search "${'x'.repeat(10_000_000)}"`],
    ['phrase that is never closed', `search TERM(${'x'.repeat(10_000_000)}`],
    ['call text that is never closed', `search x=a("${'x'.repeat(10_000_000)}`],
  ])('refuses too much of it: %s', async (_, spl) => {
    expect(await codesOf(spl)).toContain('search-too-long');
  });

  it('runs many commands, and lists of any length', async () => {
    expect(await codesOf(`| makeresults ${'| stats count '.repeat(490)}`)).toEqual([]);
    expect(await codesOf(`search a=0${' OR a=1'.repeat(20_000)}`)).toEqual([]);
    const cases = Array.from({ length: 40_000 }, (_, index) => `a=${index},1`);
    expect(await codesOf(`| makeresults | eval x=case(${cases.join(',')})`)).toEqual([]);
  });

  it('stops counting mistakes', async () => {
    const codes = await codesOf(`| makeresults | eval x=${'€ '.repeat(many)}`);
    expect(codes.at(-1)).toBe('too-many-mistakes');
    expect(codes.length).toBeLessThan(200);
  });
});

describe('texts that once took forever', () => {
  it('prints long names of assignments', () => {
    const { tree } = parse("eval 'averageResponseTimeInMillisecondsOfTheLastHour (ms)'=1, {a}b.c{d}=2");
    expect(print(tree!)).toContain("'averageResponseTimeInMillisecondsOfTheLastHour (ms)'");
    expect(print(tree!)).toContain('{a}b.c{d}');
  });

  it('looks for brackets behind quotes that are never closed', async () => {
    expect(await codesOf(`search a | table ${'\\"'.repeat(many)} [`)).not.toEqual([]);
    expect(await codesOf(`search a | sort "${'\\"'.repeat(many)}`)).not.toEqual([]);
  });
});
