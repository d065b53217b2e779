import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { compileTimeFormat, formatTime } from '../../../../src/values/time/format.js';
import { compileTimeParser, parseTime } from '../../../../src/values/time/parse.js';

const t = 1_700_000_000;

describe('formatTime', () => {
  it.each([
    ['%Y %y', '2023 23'],
    ['%m %b %h %B', '11 Nov Nov November'],
    ['%d %e %j', '14 14 318'],
    ['%a %A %w %u', 'Tue Tuesday 2 2'],
    ['%U %W %V %g %G', '46 46 46 23 2023'],
    ['%H %k %I %l %M %S %p', '22 22 10 10 13 20 PM'],
    ['%3N %6N %9N %N', '123 123456 123456000 123456000'],
    ['%Q %3Q %6Q %9Q', '123 123 123456 123456000'],
    ['%f', '123456'],
    ['%T|%F|%D', '22:13:20|2023-11-14|11/14/23'],
    ['%+', 'Tue Nov 14 22:13:20 UTC 2023'],
    ['%s', '1700000000'],
    ['%z %:z %::z %:::z %Z', '+0000 +00:00 +00:00:00 +00 UTC'],
    ['%n%t%%', '\n\t%'],
    ['%K %', '%K %'],
    ['%%Y', '%Y'],
  ])('%s', (format, text) => {
    expect(formatTime(t + 0.123456, format, 'UTC')).toBe(text);
  });

  it.each([
    ['a microsecond below its decimal text', 1_700_000_000.123457, '%6N', '123457'],
    ['sub-seconds are cut', 1_700_000_000.999_999, '%S.%3N', '20.999'],
    ['blank padding', 1_699_142_400, '%e', ' 5'],
    ['midnight and noon', 1_699_920_000, '%I %p', '12 AM'],
    ['before 1970', -0.25, '%F %T.%3N', '1969-12-31 23:59:59.750'],
    ['ISO year', 1_704_067_199, '%G-%V %Y-%U-%W', '2023-52 2023-53-52'],
    ['leap day', 1_709_164_800, '%F %j', '2024-02-29 060'],
  ])('%s', (_case, epoch, format, text) => {
    expect(formatTime(epoch, format, 'UTC')).toBe(text);
  });

  it('writes the zone of the instant', () => {
    expect(formatTime(t, '%F %T %z %Z %Ez', 'Europe/Paris')).toBe('2023-11-14 23:13:20 +0100 CET +60');
    expect(formatTime(1_720_000_000, '%T %:z %Z', 'America/New_York')).toBe('05:46:40 -04:00 EDT');
  });

  it('gives null outside the calendar', () => {
    const format = compileTimeFormat('%F');
    expect(format(1e15, 'UTC')).toBeNull();
    expect(format(Number.NaN, 'UTC')).toBeNull();
  });
});

describe('parseTime', () => {
  it.each([
    ['2023-11-14', '%Y-%m-%d', 1_699_920_000],
    ['2023-11-14T23:13:20+01:00', '%Y-%m-%dT%H:%M:%S%:z', t],
    ['2023-11-14T23:13:20+0100', '%Y-%m-%dT%H:%M:%S%z', t],
    ['2023-11-14T22:13:20Z', '%Y-%m-%dT%H:%M:%SZ', t],
    ['2023-11-14T22:13:20Z', '%Y-%m-%dT%H:%M:%S%z', t],
    ['14/Nov/2023:22:13:20 +0000', '%d/%b/%Y:%H:%M:%S %z', t],
    ['Tuesday, NOVEMBER 14 2023  10:13:20 pm', '%A, %B %d %Y %I:%M:%S %p', t],
    ['11/14/23 22:13:20 trailing', '%D %T', t],
    ['2023-11-14 22:13:20.750', '%F %T.%3N', t + 0.75],
    ['2023-11-14 22:13:20.123456', '%F %T.%6N', 1_700_000_000.123456],
    ['1700000000.5', '%s.%N', t + 0.5],
    ['2023-318', '%Y-%j', 1_699_920_000],
    ['2023-W46-2', '%G-W%V-%u', 1_699_920_000],
    ['Tue 46 2023', '%a %U %Y', 1_699_920_000],
    ['2 46 2023', '%u %W %Y', 1_699_920_000],
    ['14 Nov 69', '%d %b %y', Date.UTC(1969, 10, 14) / 1000],
    ['14 Nov 68', '%d %b %y', Date.UTC(2068, 10, 14) / 1000],
    ['2023-11-14 17:13:20 EST', '%F %T %Z', t],
    ['Nov 14 22:13:20', '%b %d %H:%M:%S', t],
    ['12 AM 2023-11-14', '%I %p %F', 1_699_920_000],
  ])('%s by %s', (text, format, epoch) => {
    expect(parseTime(text, format, 'UTC', t)).toBe(epoch);
  });

  it.each([
    ['garbage', '%Y-%m-%d'],
    ['10:00', '%H:%M'],
    ['2023-11', '%Y-%m'],
    ['2023-02-29', '%F'],
    ['2023-366', '%Y-%j'],
    ['2023-11-14 25:00', '%F %H:%M'],
    ['2023-11-14', '%Y-%m-%dT%H'],
    ['2023-11-14 10:00 XYZ', '%F %H:%M %Z'],
    ['', '%F'],
  ])('refuses %j by %s', (text, format) => {
    expect(parseTime(text, format, 'UTC', t)).toBeNull();
  });

  it('reads wall clocks in the zone of the user', () => {
    expect(parseTime('2023-11-14 23:13:20', '%F %T', 'Europe/Paris', t)).toBe(t);
    expect(parseTime('2024-03-31 02:30', '%F %H:%M', 'Europe/Berlin', t)).toBe(Date.parse('2024-03-31T01:30Z') / 1000);
  });
});

describe('writing and reading back', () => {
  const zones = ['UTC', 'Europe/Berlin', 'America/New_York', 'Asia/Kolkata', 'Australia/Lord_Howe'];
  const formats = [
    '%Y-%m-%dT%H:%M:%S.%6N%z',
    '%d %b %Y %I:%M:%S.%f %p %:z',
    '%A %B %e %Y %k:%M:%S.%6Q %::z',
    '%Y-%j %T.%6N %Ez',
    '%G-W%V-%u %T.%9N %z',
    '%U %w %Y %T.%6N %z',
    '%s.%6N',
  ];
  it('gives the same microsecond', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 4_102_444_800_000_000 }),
        fc.constantFrom(...zones),
        fc.constantFrom(...formats),
        (micros, zone, format) => {
          const epoch = micros / 1e6;
          const text = compileTimeFormat(format)(epoch, zone)!;
          expect(compileTimeParser(format)(text, 'UTC', 0)).toBe(epoch);
        },
      ),
    );
  });

  it('never throws on any text and format', () => {
    fc.assert(
      fc.property(fc.string(), fc.string(), fc.double(), (text, format, epoch) => {
        parseTime(text, `%${format}`, 'Europe/Berlin', t);
        formatTime(epoch, `%${format}`, 'Europe/Berlin');
      }),
    );
  });
});
