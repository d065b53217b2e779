import { chart } from './chart.js';
import { refusedCommand } from './refused-command.js';

/** `sichart`: parsed, not run (spl-commands 13). */
export const sichart = refusedCommand({
  name: 'sichart',
  mode: 'words',
  forms: chart.forms,
  options: chart.options,
  summary: 'Partial results of `chart` for a summary index.',
  reason:
    'it writes partial results for a summary index, in columns that are not documented. Use `chart` over the events themselves.',
});
