import { defineCommand } from './define.js';
import { refuse } from './refuse.js';

/** `delete`: parsed, not run. */
export const deleteCommand = defineCommand({
  name: 'delete',
  kind: 'unsupported',
  mode: 'names',
  forms: [],
  options: {},
  lower: refuse('it would make events of an index unsearchable. Leave them out with search NOT.'),
  doc: {
    summary: 'Makes the events unsearchable.',
    notes: ['Not run: it would make events of an index unsearchable. Leave them out with search NOT.'],
    examples: [],
  },
});
