import { options } from '../syntax/forms.js';
import { defineCommand } from './define.js';
import { integer } from './options.js';

/** `typer`: the event types of an event (spl-commands 13); they are configured on a server. */
export const typer = defineCommand({
  name: 'typer',
  kind: 'unsupported',
  mode: 'names',
  forms: [options()],
  options: { maxlen: integer(undefined, 'How many characters of an event are looked at.', { min: 0 }) },
  lower(args, input) {
    const reason =
      'event types are searches saved on a Splunk server. Write their conditions with search, or eval eventtype=case(..).';
    return { kind: 'unsupported', input, command: 'typer', reason, span: args.span };
  },
  doc: {
    summary: 'Works out the configured event types of each event. Refused: the configuration is not at hand.',
    examples: [],
  },
});
