import { options, words } from '../syntax/forms.js';
import { boolean, integer, text } from './options.js';
import { refusedCommand } from './refused-command.js';

/** `predict`: parsed, not run (spl-commands 13). */
export const predict = refusedCommand({
  name: 'predict',
  mode: 'names',
  forms: [options(), words('field', { min: 1 })],
  options: {
    algorithm: text(undefined, 'As in Splunk.'),
    correlate: text(undefined, 'As in Splunk.'),
    future_timespan: integer(undefined, 'As in Splunk.'),
    holdback: integer(undefined, 'As in Splunk.'),
    period: integer(undefined, 'As in Splunk.'),
    suppress: text(undefined, 'As in Splunk.'),
    nonnegative: boolean(false, 'As in Splunk.'),
  },
  openOptions: true,
  summary: 'Forecasts values of a time series.',
  reason: 'its state-space forecasts are not described well enough to compute the same numbers.',
});
