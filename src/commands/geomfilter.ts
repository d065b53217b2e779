import { options } from '../syntax/forms.js';
import { defineCommand } from './define.js';
import { refuse } from './refuse.js';

/** `geomfilter`: parsed, not run. */
export const geomfilter = defineCommand({
  name: 'geomfilter',
  kind: 'unsupported',
  mode: 'names',
  forms: [options()],
  options: {},
  openOptions: true,
  lower: refuse('it cuts outlines that only geom adds.'),
  doc: {
    summary: 'Cuts the outlines of regions to a box.',
    notes: ['Not run: it cuts outlines that only geom adds.'],
    examples: [],
  },
});
