import { defineCommand } from './define.js';
import { refuse } from './refuse.js';
import { timechart } from './timechart.js';

const reason =
  'it writes partial results for a summary index, in columns that are not documented. Use `timechart` over the events themselves.';

/** `sitimechart`: parsed, not run (spl-commands 13). */
export const sitimechart = defineCommand({
  name: 'sitimechart',
  kind: 'unsupported',
  mode: 'words',
  forms: timechart.forms,
  options: timechart.options,
  lower: refuse(reason),
  doc: {
    summary: 'Partial results of `timechart` for a summary index.',
    notes: [`Not run: ${reason}`],
    examples: [],
  },
});
