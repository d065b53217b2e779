import { refusedCommand } from './refused-command.js';
import { timechart } from './timechart.js';

/** `sitimechart`: parsed, not run (spl-commands 13). */
export const sitimechart = refusedCommand({
  name: 'sitimechart',
  mode: 'words',
  forms: timechart.forms,
  options: timechart.options,
  summary: 'Partial results of `timechart` for a summary index.',
  reason:
    'it writes partial results for a summary index, in columns that are not documented. Use `timechart` over the events themselves.',
});
