import { expect, test } from 'vitest';
import { timeOfObject } from '../../../../src/events/timestamps/json.js';
import { timeOfLine } from '../../../../src/events/timestamps/line.js';
import { timeTextOf } from '../../../../src/events/timestamps/time-text.js';
import { timeOfValue } from '../../../../src/events/timestamps/value.js';

const cx = { now: Date.UTC(2026, 10, 30) / 1000, timeZone: 'UTC' };
const time = Date.UTC(2024, 9, 24, 10, 11, 12) / 1000;

const texts: readonly (readonly [text: string, seconds?: number])[] = [
  ['2024-10-24T10:11:12Z'],
  ['2024-10-24 10:11:12,123', 0.123],
  ['2024-10-24_10:11:12'],
  ['2024-10-24-10.11.12.123456', 0.123456],
  ['2024-10-24 10:11:12 AM'],
  ['2024-10-24 10:11:12.5 PM', 43_200.5],
  ['2024-10-24 12:11:12 AM', -36_000],
  ['2024-10-24 05:11:12 EST'],
  ['2024-10-24 05:11:12 EST-[123] LOG: x'],
  ['2024-10-24 12:11:12 CEST'],
  ['20241024101112'],
  ['20241024T101112Z'],
  ['20241024 10:11:12'],
  ['20241024101112.123000+120', 0.123 - 7200],
  ['1729764672'],
  ['1729764672123', 0.123],
  ['1729764672123456', 0.123456],
  ['1729764672123456789', 0.123456789],
  ['24-Oct-2024 10:11:12.123', 0.123],
  ['24/Oct/2024:12:11:12 +0200'],
  ['24 October 2024 10:11:12'],
  ['Thu, 24 Oct 2024 10:11:12 GMT'],
  ['October 24, 2024 10:11:12 AM'],
  ['Oct 24, 2024, 1:11:12 PM', 10_800],
  ['Thu Oct 24 10:11:12 UTC 2024'],
  ['Thu Oct 24 12:11:12 CEST 2024'],
  ['[Thu Oct 24 10:11:12.123456 2024]', 0.123456],
  ['10/24/2024, 10:11:12 AM'],
  ['10/24/24 10:11:12'],
  ['10/24/2024-10:11:12.123456', 0.123456],
  ['10/24/24-10:11:12'],
  ['10,10/24/24,10:11:12,Assign'],
  ['10/24/2024:10:11:12 GMT'],
  ['24.10.2024 10:11:12'],
  ['24/10/2024 10:11:12'],
  ['date=2024-10-24 time=10:11:12 devname="a"'],
  ['date=2024-10-24 time=12:11:12 devname="a" eventtime=1 tz="+0200"'],
  ['eventtime=1729764672000000000 x'],
  ['2024 Oct 24 05:11:12.5 CDT: %X-1-Y', 0.5],
  ['<134>1 1729764672.123456789', 0.123456789],
  ['<134>1729764672'],
  ['Oct 24 10:11:12 fw 1,2024/10/24 09:00:00,x'],
];

test.each(texts.map(([text, seconds = 0]) => ({ text, seconds })))('$text is a time', ({ text, seconds }) => {
  expect(timeOfLine(`${text} host app: text`, cx)).toBeCloseTo(time + seconds, 5);
  if (!/^(?:<|10,|date=|eventtime=|Oct 24 10|2024 Oct)/.test(text))
    expect(timeOfValue(text, cx)).toBeCloseTo(time + seconds, 5);
});

test('the first epoch that stands by itself is the time of a line without another', () => {
  expect(timeOfLine('2 123456789012 eni-1 10.0.0.1 10.0.0.2 1 2 6 20 4249 1729764672 1729764732 ACCEPT OK', cx)).toBe(
    time,
  );
  expect(timeOfLine('a|1729764672.5|b', cx)).toBe(time + 0.5);
  expect(timeOfLine('id 1729764672abc, 17297646721, 1999999999, -1729764672', cx)).toBeUndefined();
  expect(timeTextOf('a|1729764672|b', time, 'UTC')).toEqual({ start: 2, end: 12, offset: 0 });
});

test.each([
  // An address, a version, a serial number, a duration.
  '10.2.3.44 10:11:12 x',
  'release 1.2.34 10:11:12',
  '20249999999999 x',
  '2024 10:11:12',
  '99/99/2024 10:11:12',
  '13:61:12',
])('%s is none', (text) => {
  expect(timeOfLine(text, cx)).toBeUndefined();
});

test('the digits behind a comma may be the next column', () => {
  expect(timeOfLine('1,2024/10/24 10:11:12,001122334455,TRAFFIC', cx)).toBe(time);
  expect(timeOfLine('2024-10-24 10:11:12,123,x', cx)).toBe(time);
});

test('a year that no later date of the same day states is the last one before now', () => {
  expect(timeOfLine('Oct 24 10:11:12 host 2023/01/01', cx)).toBe(Date.UTC(2026, 9, 24, 10, 11, 12) / 1000);
});

test.each([
  [{ __REALTIME_TIMESTAMP: '1729764672000000', MESSAGE: 'x' }],
  [{ 'TimeGenerated [UTC]': '10/24/2024, 10:11:12.000 AM' }],
  [{ TimeCreated: '/Date(1729764672000)/' }],
  [{ time: 20_241_024_101_112 }],
  [{ calendarTime: 'Thu Oct 24 10:11:12 2024 UTC', unixTime: time }],
])('%j states its time', (object) => {
  expect(timeOfObject(object, cx)).toBe(time);
});

test('the place of a time takes in the half of the day and the name of the zone', () => {
  for (const text of ['2024-10-24 05:11:12 EST', '2024-10-24 10:11:12 AM', '2024-10-24-10.11.12']) {
    expect(timeTextOf(`${text} host`, time, 'UTC')).toMatchObject({ start: 0, end: text.length });
  }
});

test('a date of numbers without a year is the latest', () => {
  expect(timeOfLine('10/24-10:11:12.500000  [**] [1:1:1] x', cx)).toBe(Date.UTC(2026, 9, 24, 10, 11, 12) / 1000 + 0.5);
  expect(timeOfLine('12/24-10:11:12.500000  [**] [1:1:1] x', cx)).toBe(Date.UTC(2025, 11, 24, 10, 11, 12) / 1000 + 0.5);
  expect(timeOfLine('13/24-10:11:12.500000', cx)).toBeUndefined();
  expect(timeOfLine('10/24-10:11:12', cx)).toBeUndefined();
  expect(timeOfLine('10/24-10:11:12.5', { ...cx, now: undefined })).toBeUndefined();
});

test('a zone behind a clock without a year is read', () => {
  const said = Date.UTC(2026, 9, 24, 10, 11, 12) / 1000;
  expect(timeOfLine('<189>22: sw1: .Oct 24 05:11:12.500 CDT: %SYS-5-CONFIG_I: x', cx)).toBe(said + 0.5);
  expect(timeOfLine('Oct 24 12:11:12+02:00 host app: x', cx)).toBe(said);
  expect(timeOfLine('Oct 24 10:11:12 CEST-host app: x', cx)).toBe(said);
  expect(timeOfLine('Oct 24 10:11:12 cet app: x', cx)).toBe(said);
});
