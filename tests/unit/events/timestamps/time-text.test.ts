import { expect, test } from 'vitest';
import { timeOfRaw } from '../../../../src/events/timestamps/raw.js';
import { timeTextOf } from '../../../../src/events/timestamps/time-text.js';

const cx = { now: 1_735_689_600, timeZone: 'UTC' };

function found(raw: string): { text: string; offset: number | undefined } | undefined {
  const time = timeOfRaw(raw, cx);
  const place = time === undefined ? undefined : timeTextOf(raw, time, cx.timeZone);
  return place === undefined ? undefined : { text: raw.slice(place.start, place.end), offset: place.offset };
}

test.each([
  [
    "<Event xmlns='x'><System><TimeCreated SystemTime='2024-03-01T10:00:00.1234567Z'/></System></Event>",
    '2024-03-01T10:00:00.1234567Z',
    0,
  ],
  [
    "<Event xmlns='x'><System><TimeCreated SystemTime='2024-03-01T10:00:00'/></System></Event>",
    '2024-03-01T10:00:00',
    0,
  ],
  ['{"created": "2020-01-01T00:00:00Z", "eventTime": "2024-03-01T10:00:00+02:00"}', '2024-03-01T10:00:00+02:00', 7200],
  ['{"a": {"ts": 1709287200.25}}', '1709287200.25', 0],
  ['03/01/2024 10:00:00 AM\nLogName=Security', '03/01/2024 10:00:00 AM', undefined],
  ['Mar  1 10:00:00 host sshd[1]: x', 'Mar  1 10:00:00', undefined],
  ['2024-03-01 10:00:00,123 -0500 INFO x', '2024-03-01 10:00:00,123 -0500', -18_000],
  ['192.0.2.1 - - [01/Mar/2024:10:00:00 +0100] "GET / HTTP/1.1" 200', '01/Mar/2024:10:00:00 +0100', 3600],
  ['time=1709287200123456 a=b', '1709287200123456', 0],
  ['time=1709287200123456789 a=b', '1709287200123456789', 0],
  ['{"time": "2024-03-01 12:00:00 CEST"}', '2024-03-01 12:00:00 CEST', 7200],
  ['{"time": "2024-03-01T12:00:00+02"}', '2024-03-01T12:00:00+02', 7200],
  ['{"time": "01/Mar/2024:10:00:00 +0100"}', '01/Mar/2024:10:00:00 +0100', 3600],
  ['{"time": "20240301120000.500000+120"}', '20240301120000.500000+120', 7200],
  ['20240301120000.500000+120 x', '20240301120000.500000+120', 7200],
  ['2024-03-01 20:00:00 AEST x', '2024-03-01 20:00:00 AEST', 36_000],
  ['2024-03-01 10:00:00 UTC x', '2024-03-01 10:00:00 UTC', 0],
  ['2024-03-01 10:00:00 utc x', '2024-03-01 10:00:00', undefined],
  ['type=SYSCALL msg=audit(1709287200.123:77): a=1', '1709287200.123', 0],
])('the time of %j stands in the text as %j', (raw, text, offset) => {
  expect(found(raw)).toEqual({ text, offset });
});

test('the first years are not those of the last century', () => {
  expect(timeOfRaw('0001-01-01T00:00:00Z x', cx)).toBe(-62_135_596_800);
  expect(timeOfRaw('0099-12-31T23:59:59Z x', cx)).toBe(-59_011_459_201);
});

test('a timestamp that says another time is not where the time is from', () => {
  expect(timeTextOf('2024-03-01T10:00:00Z x', 1_600_000_000, 'UTC')).toBeUndefined();
  expect(timeTextOf('no time here', 1_600_000_000, 'UTC')).toBeUndefined();
});

test('a clock reading without a zone is one of the given zone', () => {
  expect(timeTextOf('2024-03-01 10:00:00 x', Date.UTC(2024, 2, 1, 9) / 1000, 'Europe/Berlin')).toEqual({
    start: 0,
    end: 19,
    offset: undefined,
  });
});
