import { options, words } from '../syntax/forms.js';
import { refusedCommand } from './refused-command.js';

/** `geom`: parsed, not run. */
export const geom = refusedCommand({
  name: 'geom',
  mode: 'names',
  forms: [options(), words('lookup')],
  options: {},
  openOptions: true,
  summary: 'Adds the outline of the region that a field names.',
  reason: 'the outlines of regions stand in a geospatial lookup of a Splunk server.',
});
