import { options, words } from '../syntax/forms.js';
import { defineCommand } from './define.js';
import { boolean, integer, text } from './options.js';
import { refuse } from './refuse.js';

/** `loadjob`: parsed, not run (spl-commands 13). */
export const loadjob = defineCommand({
  name: 'loadjob',
  kind: 'unsupported',
  mode: 'names',
  forms: [options(), words('job', { max: 1 })],
  options: {
    savedsearch: text(undefined, 'As in Splunk.'),
    artifact_offset: integer(undefined, 'As in Splunk.'),
    events: boolean(false, 'As in Splunk.'),
    job_delegate: text(undefined, 'As in Splunk.'),
    ignore_running: boolean(false, 'As in Splunk.'),
  },
  lower: refuse('the results of search jobs are on a Splunk server. Run the search itself.'),
  doc: {
    summary: 'Loads the results of an earlier search job.',
    notes: ['Not run: the results of search jobs are on a Splunk server. Run the search itself.'],
    examples: [],
  },
});
