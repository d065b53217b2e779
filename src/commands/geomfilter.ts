import { options } from '../syntax/forms.js';
import { refusedCommand } from './refused-command.js';

/** `geomfilter`: parsed, not run. */
export const geomfilter = refusedCommand({
  name: 'geomfilter',
  mode: 'names',
  forms: [options()],
  options: {},
  openOptions: true,
  summary: 'Cuts the outlines of regions to a box.',
  reason: 'it cuts outlines that only geom adds.',
});
