import { refusedCommand } from './refused-command.js';
import { topForms, topOptions } from './top.js';

/** `sirare`: parsed, not run (spl-commands 13). */
export const sirare = refusedCommand({
  name: 'sirare',
  mode: 'words',
  forms: topForms,
  options: topOptions,
  summary: 'Partial results of `rare` for a summary index.',
  reason:
    'it writes partial results for a summary index, in columns that are not documented. Use `rare` over the events themselves.',
});
