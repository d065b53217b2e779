import { defineCommand } from './define.js';
import { refuse } from './refuse.js';
import { topForms, topOptions } from './top.js';

const reason =
  'it writes partial results for a summary index, in columns that are not documented. Use `rare` over the events themselves.';

/** `sirare`: parsed, not run (spl-commands 13). */
export const sirare = defineCommand({
  name: 'sirare',
  kind: 'unsupported',
  mode: 'words',
  forms: topForms,
  options: topOptions,
  lower: refuse(reason),
  doc: {
    summary: 'Partial results of `rare` for a summary index.',
    notes: [`Not run: ${reason}`],
    examples: [],
  },
});
