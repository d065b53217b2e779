import type { SqlTimes } from '../../dialect.js';
import { text } from './literals.js';

const padded = (part: string): string => `lpad(CAST(${part} AS VARCHAR), 2, ' ')`;

const written: SqlTimes['written'] = {
  Y: '%Y',
  y: '%y',
  m: '%m',
  b: '%b',
  h: '%b',
  B: '%B',
  d: '%d',
  a: '%a',
  A: '%A',
  H: '%H',
  I: '%I',
  M: '%M',
  S: '%S',
  p: '%p',
  f: '%f',
  '3N': '%g',
  '6N': '%f',
  '9N': '%n',
  '3Q': '%g',
  '6Q': '%f',
  Q: '%g',
  '9Q': '%n',
  N: '%n',
  j: '%j',
  w: '%w',
  z: '+0000',
  ':z': '+00:00',
  Z: 'UTC',
  u: '%u',
  e: (epoch) => padded(`day(spl_date(${epoch}))`),
  k: (epoch) => padded(`hour(spl_date(${epoch}))`),
};

export const times: SqlTimes = {
  start: (unit, epoch) => `epoch(date_trunc('${unit}', spl_date(${epoch})))`,
  month: (epoch) => `date_diff('month', DATE '1970-01-01', spl_date(${epoch}))`,
  written,
  format: (epoch, format) => `strftime(spl_date(${epoch}), ${text(format)})`,
};
