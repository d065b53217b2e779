import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { formatTime } from '../../../../src/values/time/format.js';
import { applyTimeSpec, parseTimeSpec, resolveTimeModifier } from '../../../../src/values/time/spec.js';

const t = 1_700_000_000;

function shown(text: string, zone = 'UTC', from: number = t): string | null {
  const spec = parseTimeSpec(text);
  if ('error' in spec) throw new Error(spec.error);
  return formatTime(applyTimeSpec(from, spec, zone), '%F %T', zone);
}

describe('relative specs', () => {
  it.each([
    ['-70m@m', '2023-11-14 21:03:00'],
    ['-24h@h', '2023-11-13 22:00:00'],
    ['@d', '2023-11-14 00:00:00'],
    ['-1d@d', '2023-11-13 00:00:00'],
    ['-30d@d', '2023-10-15 00:00:00'],
    ['-2d', '2023-11-12 22:13:20'],
    ['@w', '2023-11-12 00:00:00'],
    ['@w0', '2023-11-12 00:00:00'],
    ['@w7', '2023-11-12 00:00:00'],
    ['@w1', '2023-11-13 00:00:00'],
    ['@w5', '2023-11-10 00:00:00'],
    ['-1w@w1', '2023-11-06 00:00:00'],
    ['@mon', '2023-11-01 00:00:00'],
    ['@q', '2023-10-01 00:00:00'],
    ['@y', '2023-01-01 00:00:00'],
    ['-1mon@mon+7d', '2023-10-08 00:00:00'],
    ['-1q@q', '2023-07-01 00:00:00'],
    ['@d+9h', '2023-11-14 09:00:00'],
    ['+1h@h', '2023-11-14 23:00:00'],
    ['-h', '2023-11-14 21:13:20'],
    ['-15min@min', '2023-11-14 21:58:00'],
    ['-3months@mon', '2023-08-01 00:00:00'],
    ['@qtr', '2023-10-01 00:00:00'],
    ['@s', '2023-11-14 22:13:20'],
    ['now', '2023-11-14 22:13:20'],
    ['-1y', '2022-11-14 22:13:20'],
  ])('%s', (spec, text) => {
    expect(shown(spec)).toBe(text);
  });

  it('clamps to the last day of a shorter month', () => {
    const march31 = Date.parse('2024-03-31T10:00:00Z') / 1000;
    expect(shown('-1mon', 'UTC', march31)).toBe('2024-02-29 10:00:00');
    expect(shown('-13mon', 'UTC', march31)).toBe('2023-02-28 10:00:00');
  });

  it.each([
    ['Europe/Berlin', '2024-03-31T10:00:00Z', '-1d', '2024-03-30 12:00:00'],
    ['Europe/Berlin', '2024-03-31T10:00:00Z', '-24h', '2024-03-30 11:00:00'],
    ['Europe/Berlin', '2024-10-27T11:00:00Z', '-1d', '2024-10-26 12:00:00'],
    ['Europe/Berlin', '2024-10-27T11:00:00Z', '-24h', '2024-10-26 13:00:00'],
    ['Europe/Berlin', '2024-03-30T01:30:00Z', '+1d', '2024-03-31 03:30:00'],
    ['America/New_York', '2024-11-03T12:00:00Z', '@d', '2024-11-03 00:00:00'],
    ['America/New_York', '2024-03-10T12:00:00Z', '-1w@w0', '2024-03-03 00:00:00'],
  ])('%s %s %s', (zone, from, spec, text) => {
    expect(shown(spec, zone, Date.parse(from) / 1000)).toBe(text);
  });

  it('snaps to the hour that is running, also when it occurs twice', () => {
    const second = Date.parse('2024-11-03T06:30:00Z') / 1000;
    const spec = parseTimeSpec('@h');
    expect('error' in spec ? null : applyTimeSpec(second, spec, 'America/New_York')).toBe(second - 1800);
  });

  it('keeps the fraction when shifting and drops it when snapping', () => {
    expect(resolveTimeModifier('-1d', t + 0.5, 'UTC')).toBe(t + 0.5 - 86_400);
    expect(resolveTimeModifier('@s', t + 0.5, 'UTC')).toBe(t);
  });

  it('never snaps into the future', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 4_000_000_000 }),
        fc.constantFrom('UTC', 'Europe/Berlin', 'America/New_York', 'America/Havana'),
        fc.constantFrom('@s', '@m', '@h', '@d', '@w3', '@mon', '@q', '@y'),
        (epoch, zone, text) => {
          const snapped = resolveTimeModifier(text, epoch, zone) as number;
          expect(snapped).toBeLessThanOrEqual(epoch);
          expect(resolveTimeModifier(text, snapped, zone)).toBe(snapped);
        },
      ),
    );
  });
});

describe('other modifiers', () => {
  it.each([
    ['0', 0],
    ['1', 1],
    ['1700000000.5', 1_700_000_000.5],
    ['now', t],
    [' -1h ', t - 3600],
    ['11/14/2023:22:13:20', t],
    ['11/14/2023', 1_699_920_000],
  ])('%s', (text, epoch) => {
    expect(resolveTimeModifier(text, t, 'UTC')).toBe(epoch);
  });

  it('reads absolute times on the wall clock of the user', () => {
    expect(resolveTimeModifier('11/14/2023:23:13:20', t, 'Europe/Paris')).toBe(t);
  });

  it.each([
    ['', 0],
    ['-1x', 0],
    ['-1d@x', 3],
    ['-1d 2h', 3],
    ['@w8', 0],
    ['@d5', 0],
    ['1d', 0],
    ['rt-5m', 0],
    ['13/40/2023:00:00:00', 0],
    ['`macro`', 0],
  ])('refuses %j at %i', (text, offset) => {
    expect(parseTimeSpec(text)).toMatchObject({ error: expect.any(String), offset });
  });
});
