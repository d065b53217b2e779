import { options } from '../syntax/forms.js';
import { defineCommand } from './define.js';
import { boolean, index, indexesOf, text } from './options.js';

/** `eventcount`: how many events there are (spl-commands 13). */
export const eventcount = defineCommand({
  name: 'eventcount',
  kind: 'generating',
  mode: 'words',
  forms: [options()],
  options: {
    index: index('An index or a pattern; may be given several times.'),
    summarize: boolean(true, 'One number for all indexes.'),
    report_size: boolean(false, 'Has no effect here: nothing is stored.'),
    list_vix: boolean(true, 'Has no effect here.'),
    list_federated_remote: boolean(false, 'Has no effect here.'),
    splunk_server: text(undefined, 'Has no effect here.'),
    splunk_server_group: text(undefined, 'Has no effect here.'),
  },
  lower(args, _input) {
    return {
      kind: 'generate',
      rows: { from: 'eventcount', summarize: args.options.summarize, indexes: indexesOf(args.optionArguments) },
      span: args.span,
    };
  },
  doc: {
    summary: 'Counts the events, in all or with summarize=false per index, whatever the time range.',
    notes: ['A pattern fits internal indexes only if it begins with an underscore, as `_*` does.'],
    examples: [],
  },
});
