import { refusedCommand } from './refused-command.js';

/** `overlap`: parsed, not run. */
export const overlap = refusedCommand({
  name: 'overlap',
  mode: 'names',
  forms: [],
  options: {},
  summary: 'Finds events of a summary index that overlap, or gaps between them.',
  reason: 'it looks at the runs of saved searches in a summary index of a Splunk server.',
});
