import { options } from '../syntax/forms.js';
import { type CommandDefinition, defineCommand } from './define.js';
import { choice, index, indexesOf, text } from './options.js';

const metadataOptions = {
  type: {
    ...choice(['hosts', 'sources', 'sourcetypes'], undefined, 'What is listed.'),
    required: true,
  },
  index: index('An index or a pattern; may be given several times. All indexes without it.'),
  splunk_server: text(undefined, 'Has no effect here.'),
  splunk_server_group: text(undefined, 'Has no effect here.'),
  datatype: choice(['metric', 'event'], undefined, 'Has no effect here.'),
};

/** `metadata`: the hosts, sources or source types of the events (spl-commands 13). */
export const metadata: CommandDefinition<typeof metadataOptions> = defineCommand({
  name: 'metadata',
  kind: 'generating',
  mode: 'words',
  forms: [options()],
  options: metadataOptions,
  lower(args, _input) {
    return {
      kind: 'generate',
      rows: { from: 'metadata', type: args.options.type ?? 'hosts', indexes: indexesOf(args.optionArguments) },
      span: args.span,
    };
  },
  doc: {
    summary: 'Lists the hosts, sources or source types of the events with their number and their first and last times.',
    notes: ['A pattern fits internal indexes only if it begins with an underscore, as `_*` does.'],
    examples: [],
  },
});
