import { chart } from './chart.js';
import { defineCommand } from './define.js';
import { refuse } from './refuse.js';

const reason =
  'it writes partial results for a summary index, in columns that are not documented. Use `chart` over the events themselves.';

/** `sichart`: parsed, not run (spl-commands 13). */
export const sichart = defineCommand({
  name: 'sichart',
  kind: 'unsupported',
  mode: 'words',
  forms: chart.forms,
  options: chart.options,
  lower: refuse(reason),
  doc: {
    summary: 'Partial results of `chart` for a summary index.',
    notes: [`Not run: ${reason}`],
    examples: [],
  },
});
