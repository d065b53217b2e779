import { fields, options } from '../syntax/forms.js';
import { defineCommand } from './define.js';
import { boolean, field } from './options.js';

/** `tags`: the tags of field values (spl-commands 13); they are configured on a server. */
export const tags = defineCommand({
  name: 'tags',
  kind: 'unsupported',
  mode: 'names',
  forms: [options(), fields('field')],
  options: {
    outputfield: field(undefined, 'One field for all tags.'),
    inclname: boolean(false, 'Write the name of the field with the tag.'),
    inclvalue: boolean(false, 'Write the value with the tag.'),
  },
  lower(args, input) {
    const reason =
      'the tags of field values stand in the configuration of a Splunk server. The tags that come with an event are in its field tag.';
    return { kind: 'unsupported', input, command: 'tags', reason, span: args.span };
  },
  doc: {
    summary: 'Adds the tags that are configured for field values. Refused: the configuration is not at hand.',
    notes: ['The tags that escudo gives an event by its source are in the field `tag` without this command.'],
    examples: [],
  },
});
