import { options } from '../syntax/forms.js';
import { defineCommand } from './define.js';
import { field, text } from './options.js';

/** `kvform`: fields by a form template of the server (spl-commands 7.4); it is not at hand. */
export const kvform = defineCommand({
  name: 'kvform',
  kind: 'unsupported',
  mode: 'names',
  forms: [options()],
  options: {
    form: text(undefined, 'The form to use.'),
    field: field('sourcetype', 'The field whose value names the form.'),
  },
  lower(args, input) {
    const reason = 'it reads form templates that are stored on a Splunk server. Write the extraction with rex.';
    return { kind: 'unsupported', input, command: 'kvform', reason, span: args.span };
  },
  doc: {
    summary: 'Extracts fields by a form template of a Splunk server. Refused: the templates are not at hand.',
    examples: [],
  },
});
