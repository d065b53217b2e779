import { options, words } from '../syntax/forms.js';
import { defineCommand } from './define.js';
import { boolean, integer, text } from './options.js';
import { refuse } from './refuse.js';

/** `predict`: parsed, not run (spl-commands 13). */
export const predict = defineCommand({
  name: 'predict',
  kind: 'unsupported',
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
  lower: refuse('its state-space forecasts are not described well enough to compute the same numbers.'),
  doc: {
    summary: 'Forecasts values of a time series.',
    notes: ['Not run: its state-space forecasts are not described well enough to compute the same numbers.'],
    examples: [],
  },
});
