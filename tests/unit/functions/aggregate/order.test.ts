import { describe, expect, test } from 'vitest';
import { findAggregate } from '../../../../src/functions/aggregate/index.js';
import { sparklineMark } from '../../../../src/functions/aggregate/sparkline.js';
import { aggregate, contextWith, createNamed, feed, type Sample } from './aggregating.js';

function at(value: string | null, time: number | null, series?: string): Sample {
  return { values: value === null ? [] : [value], time, ...(series === undefined ? {} : { series }) };
}

function result(name: string, samples: readonly Sample[]) {
  return feed(createNamed(name), samples).result();
}

describe('earliest and latest', () => {
  const published = [at('mid', 30), at('old', 0), at('new', 60), at(null, 90)];

  test('events without the field do not count', () => {
    expect(result('earliest', published)).toBe('old');
    expect(result('latest', published)).toBe('new');
    expect(result('earliest_time', published)).toBe(0);
    expect(result('latest_time', published)).toBe(60);
  });

  test('of equal times the first seen is the later', () => {
    const ties = [at('a', 5), at('b', 5), at('c', 5)];
    expect(result('latest', ties)).toBe('a');
    expect(result('earliest', ties)).toBe('c');
  });

  test('rows without time answer only while there is none with time', () => {
    const untimed = [at('a', null), at('b', null)];
    expect(result('latest', untimed)).toBe('a');
    expect(result('earliest', untimed)).toBe('b');
    expect(result('latest_time', untimed)).toBeNull();
    expect(result('latest', [...untimed, at('c', 1), at('d', null)])).toBe('c');
  });
});

describe('rate', () => {
  test('needs two times and two numbers', () => {
    expect(result('rate', [at('1', 5), at('3', 5)])).toBeNull();
    expect(result('rate', [at('1', 5), at('x', 6)])).toBeNull();
    expect(result('rate', [at('7', 20), at('2', 10)])).toBe(0.5);
  });

  test('per time series', () => {
    const samples = [at('0', 0, 's'), at('10', 10, 's'), at('0', 0, 't'), at('30', 10, 't'), at('5', 0, 'u')];
    expect(result('rate_sum', samples)).toBe(4);
    expect(result('rate_avg', samples)).toBe(2);
  });
});

describe('list and values', () => {
  test('list keeps the first values and says so', () => {
    const notes: string[] = [];
    const context = contextWith({ limits: { listValues: 3 }, notes });
    expect(aggregate('list', ['c', 'a', 'c', 'b'], context)).toEqual(['c', 'a', 'c']);
    expect(notes).toHaveLength(1);
    notes.length = 0;
    expect(aggregate('list', ['c', 'a', 'c'], context)).toEqual(['c', 'a', 'c']);
    expect(notes).toEqual([]);
  });

  test('values are in byte order', () => {
    expect(aggregate('values', ['é', '\u{1f600}', '\uffee', 'b', 'Z', '10', '9'])).toEqual([
      '10',
      '9',
      'Z',
      'b',
      'é',
      '\uffee',
      '\u{1f600}',
    ]);
  });

  test('a result does not change when more events follow', () => {
    const list = createNamed('list');
    list.add(['a', 'b'], 1);
    const before = list.result();
    list.add(['c'], 2);
    expect(before).toEqual(['a', 'b']);
  });
});

describe('estdc', () => {
  test('is exact up to 1,000 and close above', () => {
    const values = Array.from({ length: 50_000 }, (_, i) => `user-${i}`);
    expect(aggregate('estdc', values.slice(0, 1_000))).toBe(1_000);
    expect(aggregate('estdc_error', values.slice(0, 1_000))).toBe(0);
    const estimate = aggregate('estdc', [...values, ...values]) as number;
    expect(Math.abs(estimate - 50_000) / 50_000).toBeLessThan(0.03);
    expect(aggregate('estdc_error', values)).toBeCloseTo(0.008, 3);
  });
});

describe('sparkline', () => {
  const binOf = (time: number) => Math.floor(time / 10);
  const inner = findAggregate('sum')!.definition;

  test('one number per bin of the range, 0 where nothing was', () => {
    const line = createNamed('sparkline', contextWith(), { inner, bins: { binOf, range: { first: 0, last: 4 } } });
    feed(line, [at('1', 12), at('2', 19), at('5', 35), at('9', 99), at('9', null)]);
    expect(line.result()).toEqual([sparklineMark, 0, 3, 0, 5, 0]);
  });

  test('without a range the data decides', () => {
    const line = createNamed('sparkline', contextWith(), { bins: { binOf } });
    expect(line.result()).toBeNull();
    feed(line, [at('x', 45), at('x', 21), at('x', 20)]);
    expect(line.result()).toEqual([sparklineMark, 2, 0, 1]);
  });

  test('a time far away does not make a huge line', () => {
    const notes: string[] = [];
    const context = contextWith({ limits: { timechartBins: 3 }, notes });
    const line = createNamed('sparkline', context, { bins: { binOf } });
    feed(line, [at('x', 0), at('x', 1e15), at('x', 1e15)]);
    expect(line.result()).toEqual([sparklineMark, 0, 0, 2]);
    expect(notes).toHaveLength(1);
  });
});
