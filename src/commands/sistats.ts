import { refusedCommand } from './refused-command.js';
import { stats } from './stats.js';

/** `sistats`: parsed, not run (spl-commands 13). */
export const sistats = refusedCommand({
  name: 'sistats',
  mode: 'words',
  forms: stats.forms,
  options: stats.options,
  summary: 'Partial results of `stats` for a summary index.',
  reason:
    'it writes partial results for a summary index, in columns that are not documented. Use `stats` over the events themselves.',
});
