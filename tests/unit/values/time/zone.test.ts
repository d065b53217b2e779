import { describe, expect, it } from 'vitest';
import {
  epochOf,
  formatOffset,
  isTimeZone,
  zoneAbbreviation,
  zonedParts,
  zoneOffset,
} from '../../../../src/values/time/zone.js';

const at = (iso: string): number => Date.parse(iso) / 1000;

describe('zoneOffset', () => {
  it.each([
    ['UTC', '2023-07-01T00:00:00Z', 0],
    ['Europe/Berlin', '2024-01-15T12:00:00Z', 3600],
    ['Europe/Berlin', '2024-07-15T12:00:00Z', 7200],
    ['Europe/Berlin', '2024-03-31T00:59:59Z', 3600],
    ['Europe/Berlin', '2024-03-31T01:00:00Z', 7200],
    ['Europe/Berlin', '2024-10-27T00:59:59Z', 7200],
    ['Europe/Berlin', '2024-10-27T01:00:00Z', 3600],
    ['America/New_York', '2024-03-10T06:59:59Z', -18000],
    ['America/New_York', '2024-03-10T07:00:00Z', -14400],
    ['Asia/Kolkata', '2024-01-01T00:00:00Z', 19800],
    ['Africa/Monrovia', '1970-01-01T00:00:00Z', -2670],
  ])('%s at %s', (zone, instant, offset) => {
    expect(zoneOffset(at(instant), zone)).toBe(offset);
  });

  it('answers the same whatever was asked before', () => {
    const instants = Array.from({ length: 400 }, (_, i) => at('2020-01-01T00:00:00Z') + i * 500_000);
    const forward = instants.map((epoch) => zoneOffset(epoch, 'Australia/Lord_Howe'));
    const backward = instants.toReversed().map((epoch) => zoneOffset(epoch, 'Australia/Lord_Howe'));
    expect(backward.reverse()).toEqual(forward);
    expect(new Set(forward)).toEqual(new Set([39_600, 37_800]));
  });

  it('treats instants beyond the calendar as UTC', () => {
    expect(zoneOffset(1e300, 'Europe/Berlin')).toBe(0);
  });
});

describe('epochOf', () => {
  const parts = (year: number, month: number, day: number, hour: number, minute = 0) => ({
    year,
    month,
    day,
    hour,
    minute,
    second: 0,
  });
  it.each([
    ['once', 'Europe/Berlin', parts(2024, 1, 15, 13), '2024-01-15T12:00:00Z'],
    ['never (gap): read with the offset before', 'Europe/Berlin', parts(2024, 3, 31, 2, 30), '2024-03-31T01:30:00Z'],
    ['twice: the first', 'Europe/Berlin', parts(2024, 10, 27, 2, 30), '2024-10-27T00:30:00Z'],
    ['never (gap)', 'America/New_York', parts(2024, 3, 10, 2, 30), '2024-03-10T07:30:00Z'],
    ['twice: the first', 'America/New_York', parts(2024, 11, 3, 1, 30), '2024-11-03T05:30:00Z'],
    ['after the second', 'America/New_York', parts(2024, 11, 3, 2), '2024-11-03T07:00:00Z'],
    ['midnight that never is', 'Asia/Beirut', parts(2022, 3, 27, 0), '2022-03-26T22:00:00Z'],
  ])('a reading that occurs %s in %s', (_case, zone, reading, instant) => {
    expect(epochOf(reading, zone)).toBe(at(instant));
  });

  it('inverts zonedParts outside overlaps', () => {
    for (let day = 0; day < 366; day++) {
      const epoch = at('2024-01-01T12:34:56Z') + day * 86_400;
      for (const zone of ['UTC', 'Europe/Berlin', 'America/New_York', 'Asia/Kathmandu']) {
        expect(epochOf(zonedParts(epoch, zone), zone)).toBe(epoch);
      }
    }
  });
});

describe('names of zones', () => {
  it.each([
    ['UTC', 'UTC'],
    ['Europe/Paris', 'CET'],
    ['America/New_York', 'EST'],
    ['Asia/Kolkata', 'IST'],
    ['America/Sao_Paulo', '-03'],
  ])('%s is %s', (zone, name) => {
    expect(zoneAbbreviation(1_700_000_000, zone)).toBe(name);
  });

  it('knows which zones exist', () => {
    expect(isTimeZone('Europe/Berlin')).toBe(true);
    expect(isTimeZone('Europe/Atlantis')).toBe(false);
  });

  it('prints offsets', () => {
    expect(formatOffset(-12_600, 'plain')).toBe('-0330');
    expect(formatOffset(19_800, 'shortest')).toBe('+05:30');
    expect(formatOffset(3600, 'shortest')).toBe('+01');
    expect(formatOffset(3600, 'seconds')).toBe('+01:00:00');
  });
});
