import { convert } from './convert.js';
import type { AnyCommand } from './define.js';
import { evalCommand } from './eval.js';
import { fields } from './fields.js';
import { head } from './head.js';
import { rename } from './rename.js';
import { rex } from './rex.js';
import { search } from './search.js';
import { sort } from './sort.js';
import { stats } from './stats.js';
import { table } from './table.js';
import { where } from './where.js';

/** Every command escudo knows. A new command is one file, one import and one line here. */
export const commands: readonly AnyCommand[] = [
  convert,
  evalCommand,
  fields,
  head,
  rename,
  rex,
  search,
  sort,
  stats,
  table,
  where,
];
