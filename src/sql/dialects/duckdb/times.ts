import type { SqlTimes } from '../../dialect.js';
import { text } from './literals.js';

const both = {
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
};

export const times: SqlTimes = {
  start: (unit, epoch) => `epoch(date_trunc('${unit}', spl_date(${epoch})))`,
  month: (epoch) => `date_diff('month', DATE '1970-01-01', spl_date(${epoch}))`,
  written: { ...both, j: '%j', w: '%w', z: '+0000', ':z': '+00:00', Z: 'UTC', '9Q': '%n', N: '%n' },
  read: { ...both, z: '%z', ':z': '%z', Z: '%Z', N: '%f' },
  format: (epoch, format) => `strftime(spl_date(${epoch}), ${text(format)})`,
  parse: (subject, format) => `epoch(try_strptime(${subject}, ${text(format)}))`,
};
