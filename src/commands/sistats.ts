import { defineCommand } from './define.js';
import { refuse } from './refuse.js';
import { stats } from './stats.js';

const reason =
  'it writes partial results for a summary index, in columns that are not documented. Use `stats` over the events themselves.';

/** `sistats`: parsed, not run (spl-commands 13). */
export const sistats = defineCommand({
  name: 'sistats',
  kind: 'unsupported',
  mode: 'words',
  forms: stats.forms,
  options: stats.options,
  lower: refuse(reason),
  doc: {
    summary: 'Partial results of `stats` for a summary index.',
    notes: [`Not run: ${reason}`],
    examples: [],
  },
});
