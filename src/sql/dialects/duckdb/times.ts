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
  j: '%j',
  w: '%w',
  U: '%U',
  W: '%W',
  V: '%V',
  G: '%G',
  z: '+0000',
  ':z': '+00:00',
  '::z': '+00:00:00',
  ':::z': '+00',
  Ez: '+0',
  Z: 'UTC',
  u: '%u',
  e: (epoch) => padded(`day(spl_date(${epoch}))`),
  g: (epoch) => `right(strftime(spl_date(${epoch}), '%G'), 2)`,
  k: (epoch) => padded(`hour(spl_date(${epoch}))`),
  l: (epoch) => padded(`((hour(spl_date(${epoch})) + 11) % 12 + 1)`),
};

export const times: SqlTimes = {
  start: (unit, epoch) => `epoch(date_trunc('${unit}', spl_date(${epoch})))`,
  month: (epoch) => `date_diff('month', DATE '1970-01-01', spl_date(${epoch}))`,
  written,
  format: (epoch, format) => `strftime(spl_date(${epoch}), ${text(format)})`,
};
