import { options, words } from '../syntax/forms.js';
import { boolean, integer, text } from './options.js';
import { refusedCommand } from './refused-command.js';

/** `loadjob`: parsed, not run (spl-commands 13). */
export const loadjob = refusedCommand({
  name: 'loadjob',
  mode: 'names',
  forms: [options(), words('job', { max: 1 })],
  options: {
    savedsearch: text(undefined, 'As in Splunk.'),
    artifact_offset: integer(undefined, 'As in Splunk.'),
    events: boolean(false, 'As in Splunk.'),
    job_delegate: text(undefined, 'As in Splunk.'),
    ignore_running: boolean(false, 'As in Splunk.'),
  },
  summary: 'Loads the results of an earlier search job.',
  reason: 'the results of search jobs are on a Splunk server. Run the search itself.',
});
