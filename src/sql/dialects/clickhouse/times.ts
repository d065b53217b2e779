import type { SqlTimes } from '../../dialect.js';
import { cycleOf, monthOf, secondsOfCycle, yearText } from './calendar.js';
import { text } from './literals.js';

const week = (number: string): string => `leftPad(toString(${number}), 2, '0')`;
const padded = (part: string): string => `leftPad(toString(${part}), 2, ' ')`;

const written: SqlTimes['written'] = {
  Y: (epoch) => `spl_year(${epoch})`,
  y: '%y',
  m: '%m',
  b: '%b',
  h: '%b',
  B: '%M',
  d: '%d',
  j: '%j',
  a: '%a',
  A: '%W',
  w: '%w',
  H: '%H',
  I: '%I',
  M: '%i',
  S: '%S',
  p: '%p',
  z: '+0000',
  ':z': '+00:00',
  '::z': '+00:00:00',
  ':::z': '+00',
  Ez: '+0',
  Z: 'UTC',
  u: '%u',
  V: (epoch) => week(`toISOWeek(spl_date(${epoch}))`),
  U: (epoch) => week(`toWeek(spl_date(${epoch}), 0)`),
  W: (epoch) => week(`toWeek(spl_date(${epoch}), 5)`),
  G: (epoch) => yearText(`(toISOYear(spl_date(${epoch})) + 400 * ${cycleOf(epoch)})`),
  g: (epoch) => `right(toString(toISOYear(spl_date(${epoch}))), 2)`,
  e: (epoch) => padded(`toDayOfMonth(spl_date(${epoch}))`),
  k: (epoch) => padded(`toHour(spl_date(${epoch}))`),
  l: (epoch) => padded(`((toHour(spl_date(${epoch})) + 11) % 12 + 1)`),
};

export const times: SqlTimes = {
  start: (unit, epoch) => {
    const date = `spl_date(${epoch})`;
    const month = { month: `toMonth(${date})`, quarter: `toQuarter(${date}) * 3 - 2`, year: '1' }[unit];
    return `(toInt32(makeDate32(toYear(${date}), ${month}, 1)) * 86400.0 + ${cycleOf(epoch)} * ${secondsOfCycle})`;
  },
  month: monthOf,
  written,
  format: (epoch, format) => `formatDateTime(spl_date(${epoch}), ${text(format)})`,
};
