import { describe, expect, test } from 'vitest';
import { runSpec } from '../../../src/cli/commands/run-spec.js';
import { isProblem, parseOptions } from '../../../src/cli/parse-options.js';

function parsed(...args: string[]) {
  const values = parseOptions(args, runSpec);
  if (isProblem(values)) throw new Error(values.problem);
  return values;
}

function problem(...args: string[]): string {
  const values = parseOptions(args, runSpec);
  return isProblem(values) ? values.problem : 'none';
}

describe('parseOptions', () => {
  test('--events takes every word up to the next option', () => {
    const values = parsed('a.yml', 'b', '--events', 'x.log', 'y.log', '-', '--strict', 'c.yml');
    expect(values.words).toEqual(['a.yml', 'b', 'c.yml']);
    expect(values.all('events')).toEqual(['x.log', 'y.log', '-']);
  });

  test('words after -- are words', () => {
    expect(parsed('--events', 'x', '--', '--odd.yml').words).toEqual(['--odd.yml']);
  });

  test('values may begin with one dash or hold equals signs', () => {
    const values = parsed('r', '--earliest', '-24h@h', '--macro', 'a=b=c', '--macro=d(x)=e');
    expect(values.one('earliest')).toBe('-24h@h');
    expect(values.all('macro')).toEqual(['a=b=c', 'd(x)=e']);
  });

  test('short options', () => {
    const values = parsed('r', '-q', '-o', 'out');
    expect(values.has('quiet')).toBe(true);
    expect(values.one('output')).toBe('out');
  });

  test.each([
    [['--output', 'a', '--output', 'b'], '--output is given twice.'],
    [['--findings=yes'], '--findings takes no value.'],
    [['--output'], '--output needs a value.'],
    [['--output', '--quiet'], '--output needs a value.'],
    [['--nonsense'], 'There is no option --nonsense.'],
    [['-x'], 'There is no option -x.'],
    [['--__proto__'], 'There is no option --__proto__.'],
  ])('%j: %s', (args, expected) => {
    expect(problem(...args)).toBe(expected);
  });
});
