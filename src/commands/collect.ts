import { options } from '../syntax/forms.js';
import { type CommandDefinition, defineCommand } from './define.js';
import { boolean, choice, integer, text } from './options.js';

const collectOptions = {
  index: { ...text(undefined, 'The index the events are written to.'), required: true },
  addtime: boolean(true, 'Puts a time in front of each event.'),
  file: text(undefined, 'Name of the file in which the events are spooled.'),
  host: text(undefined, 'The host of the events.'),
  marker: text(undefined, 'Text added to each event.'),
  output_format: choice(['raw', 'hec'], 'raw', 'How the events are written.'),
  run_in_preview: boolean(false, 'Has no effect here.'),
  spool: boolean(true, 'Has no effect here.'),
  source: text(undefined, 'The source of the events.'),
  sourcetype: text(undefined, 'The source type of the events.'),
  testmode: boolean(false, 'Passes the events on and writes nothing.'),
  uselb: boolean(true, 'Has no effect here.'),
  max: integer(undefined, 'How many events are written at most.', { min: 0 }),
};

/** `collect`: events written to an index and passed on (spl-commands 8.3). */
export const collect: CommandDefinition<typeof collectOptions> = defineCommand({
  name: 'collect',
  aliases: ['stash', 'summaryindex', 'sumindex'],
  kind: 'blocking',
  mode: 'words',
  forms: [options()],
  options: collectOptions,
  lower(args, input) {
    const { options: given, span } = args;
    if (given.testmode || given.index === undefined) return input;
    return {
      kind: 'write',
      input,
      target: { kind: 'index', name: given.index },
      append: true,
      createEmpty: false,
      overrideIfEmpty: false,
      max: given.max,
      keyField: undefined,
      allowUpdates: true,
      span,
    };
  },
  doc: {
    summary: 'Writes events to an index and passes them on.',
    notes: [
      'There is no index here: events are written only where the user named a place for the index, and the search says so when it wrote none.',
    ],
    examples: [
      { title: 'Rows are passed on', spl: 'collect index=summary', input: [{ a: '1' }], output: [{ a: '1' }] },
    ],
  },
});
