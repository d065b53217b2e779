import { refusedCommand } from './refused-command.js';

/** `delete`: parsed, not run. */
export const deleteCommand = refusedCommand({
  name: 'delete',
  mode: 'names',
  forms: [],
  options: {},
  summary: 'Makes the events unsearchable.',
  reason: 'it would make events of an index unsearchable. Leave them out with search NOT.',
});
