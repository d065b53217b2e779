import { refusedCommand } from './refused-command.js';
import { topForms, topOptions } from './top.js';

/** `sitop`: parsed, not run (spl-commands 13). */
export const sitop = refusedCommand({
  name: 'sitop',
  mode: 'words',
  forms: topForms,
  options: topOptions,
  summary: 'Partial results of `top` for a summary index.',
  reason:
    'it writes partial results for a summary index, in columns that are not documented. Use `top` over the events themselves.',
});
