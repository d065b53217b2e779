import { options, words } from '../syntax/forms.js';
import { defineCommand } from './define.js';
import { refuse } from './refuse.js';

/** `geom`: parsed, not run. */
export const geom = defineCommand({
  name: 'geom',
  kind: 'unsupported',
  mode: 'names',
  forms: [options(), words('lookup')],
  options: {},
  openOptions: true,
  lower: refuse('the outlines of regions stand in a geospatial lookup of a Splunk server.'),
  doc: {
    summary: 'Adds the outline of the region that a field names.',
    notes: ['Not run: the outlines of regions stand in a geospatial lookup of a Splunk server.'],
    examples: [],
  },
});
