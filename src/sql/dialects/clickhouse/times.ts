import type { SqlTimes } from '../../dialect.js';
import { text } from './literals.js';

const milliseconds = (epoch: string): string => `substring(formatDateTime(spl_date(${epoch}), '%f'), 1, 3)`;
const padded = (part: string): string => `leftPad(toString(${part}), 2, ' ')`;

const written: SqlTimes['written'] = {
  Y: '%Y',
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
  f: '%f',
  '6N': '%f',
  '6Q': '%f',
  z: '+0000',
  ':z': '+00:00',
  Z: 'UTC',
  u: '%u',
  '3N': milliseconds,
  '3Q': milliseconds,
  Q: milliseconds,
  e: (epoch) => padded(`toDayOfMonth(spl_date(${epoch}))`),
  k: (epoch) => padded(`toHour(spl_date(${epoch}))`),
};

export const times: SqlTimes = {
  start: (unit, epoch) => {
    const date = `spl_date(${epoch})`;
    const month = { month: `toMonth(${date})`, quarter: `toQuarter(${date}) * 3 - 2`, year: '1' }[unit];
    return `toInt32(makeDate32(toYear(${date}), ${month}, 1)) * 86400.0`;
  },
  month: (epoch) => `(toYear(spl_date(${epoch})) - 1970) * 12 + toMonth(spl_date(${epoch})) - 1`,
  written,
  format: (epoch, format) => `formatDateTime(spl_date(${epoch}), ${text(format)})`,
};
