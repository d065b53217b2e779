import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { formatTime } from '../../../../src/values/time/format.js';
import {
  binStart,
  nextBin,
  numberBin,
  parseDuration,
  parseSpan,
  type TimeSpan,
  timeSpanOf,
} from '../../../../src/values/time/span.js';

const t = 1_700_000_000;

function spanOf(text: string): TimeSpan {
  const span = parseSpan(text);
  if ('error' in span) throw new Error(span.error);
  return timeSpanOf(span)!;
}

describe('parseSpan', () => {
  it.each([
    ['5m', { kind: 'elapsed', micros: 300_000_000 }],
    ['1h', { kind: 'elapsed', micros: 3_600_000_000 }],
    ['2hours', { kind: 'elapsed', micros: 7_200_000_000 }],
    ['h', { kind: 'elapsed', micros: 3_600_000_000 }],
    ['10ms', { kind: 'elapsed', micros: 10_000 }],
    ['1d', { kind: 'days', count: 1 }],
    ['48h', { kind: 'days', count: 2 }],
    ['1w', { kind: 'days', count: 7 }],
    ['1mon', { kind: 'months', count: 1 }],
    ['1q', { kind: 'months', count: 3 }],
    ['2y', { kind: 'months', count: 24 }],
    ['10', { kind: 'number', width: 10 }],
    ['0.5', { kind: 'number', width: 0.5 }],
    ['2log10', { kind: 'log', coefficient: 2, base: 10 }],
    ['log2', { kind: 'log', coefficient: 1, base: 2 }],
    ['log', { kind: 'log', coefficient: 1, base: 10 }],
  ])('%s', (text, span) => {
    expect(parseSpan(text)).toEqual(span);
  });

  it.each(['', '0m', '-5m', '5x', '1.5h', '300ms', '10log10', 'log1', '5 m'])('refuses %j', (text) => {
    expect(parseSpan(text)).toMatchObject({ error: expect.any(String) });
  });
});

describe('binStart', () => {
  it.each([
    ['5m', 'UTC', '2023-11-14 22:10:00'],
    ['1h', 'UTC', '2023-11-14 22:00:00'],
    ['1d', 'UTC', '2023-11-14 00:00:00'],
    ['1d', 'Europe/Paris', '2023-11-14 00:00:00'],
    ['1d', 'Asia/Tokyo', '2023-11-15 00:00:00'],
    ['1mon', 'Europe/Paris', '2023-11-01 00:00:00'],
    ['1q', 'UTC', '2023-10-01 00:00:00'],
    ['36h', 'UTC', '2023-11-14 12:00:00'],
  ])('%s in %s', (span, zone, text) => {
    expect(formatTime(binStart(t, spanOf(span), zone), '%F %T', zone)).toBe(text);
  });

  it('cuts below a second', () => {
    expect(binStart(1_700_000_000.123456, spanOf('10ms'), 'UTC')).toBe(1_700_000_000.12);
    expect(binStart(1_700_000_000.3, spanOf('100ms'), 'UTC')).toBe(1_700_000_000.3);
  });

  it('shifts by the alignment, except for days', () => {
    expect(formatTime(binStart(t, spanOf('1h'), 'UTC', 900), '%T', 'UTC')).toBe('21:15:00');
    expect(binStart(t, spanOf('1d'), 'UTC', 900)).toBe(1_699_920_000);
  });

  it('holds its instant, and the next bin begins where it ends', () => {
    const spans = ['1s', '7m', '1h', '4h', '1d', '3d', '1w', '1mon', '1q', '250ms'];
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 4_000_000_000_000 }),
        fc.constantFrom(...spans),
        fc.constantFrom('UTC', 'Europe/Berlin', 'America/New_York'),
        (millis, text, zone) => {
          const span = spanOf(text);
          const start = binStart(millis / 1000, span, zone);
          const end = nextBin(start, span, zone);
          expect(start).toBeLessThanOrEqual(millis / 1000);
          expect(end).toBeGreaterThan(millis / 1000);
          expect(binStart(start, span, zone)).toBe(start);
          expect(binStart(end, span, zone)).toBe(end);
        },
      ),
    );
  });
});

describe('numberBin', () => {
  it.each([
    [13, '10', [10, 20]],
    [-0.5, '1', [-1, 0]],
    [0.3, '0.1', [0.3, 0.4]],
    [1000, 'log10', [1000, 10_000]],
    [15, '2log10', [2, 20]],
    [8, 'log2', [8, 16]],
    [0, 'log10', null],
  ])('%d by %s', (value, text, bounds) => {
    const span = parseSpan(text);
    if ('error' in span || (span.kind !== 'number' && span.kind !== 'log')) throw new Error(text);
    expect(numberBin(value, span)).toEqual(bounds);
  });
});

describe('parseDuration', () => {
  it.each([
    ['30', 30],
    ['30s', 30],
    ['5m', 300],
    ['2h', 7200],
    ['1d', 86_400],
  ])('%s', (text, seconds) => {
    expect(parseDuration(text)).toBe(seconds);
  });
  it.each(['', 'm', '5x', '1mon', '-1'])('refuses %j', (text) => {
    expect(parseDuration(text)).toMatchObject({ error: expect.any(String) });
  });
});
