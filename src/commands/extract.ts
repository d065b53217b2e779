import { options, words } from '../syntax/forms.js';
import { defineCommand } from './define.js';
import { boolean, integer, text } from './options.js';

const switches = new Set(['reload', 'segment']);

/** `extract`: name and value pairs of `_raw` (spl-commands 7.4). */
export const extract = defineCommand({
  name: 'extract',
  aliases: ['kv'],
  kind: 'streaming',
  mode: 'names',
  forms: [options(), words('stanza')],
  options: {
    pairdelim: text(undefined, 'The characters that part one pair from the next; each of them does.'),
    kvdelim: text(undefined, 'The characters that part name and value; each of them does.'),
    mv_add: boolean(false, 'Values of a name that is there already are added to it instead of being left out.'),
    limit: integer(50, 'How many fields at most.', { min: 1 }),
    maxchars: integer(undefined, 'How many characters of the text are read; 10,240 without it.', { min: 1 }),
    clean_keys: boolean(true, 'Characters that are no letter, digit or underscore become underscores in names.'),
    auto: boolean(true, 'Has no effect.'),
    reload: boolean(false, 'Has no effect: there is no configuration to read again.'),
    segment: boolean(false, 'Has no effect on results.'),
  },
  lower(args, input) {
    const { options: given, span } = args;
    const stanza = args.words.find((word) => !switches.has(word.text.toLowerCase()));
    if (stanza !== undefined) {
      const reason = `the stanza ${stanza.text} of transforms.conf is not known; write its pattern with rex.`;
      return { kind: 'unsupported', input, command: 'extract', reason, span };
    }
    return {
      kind: 'extract',
      input,
      method: {
        name: 'kv',
        pairDelimiters: given.pairdelim,
        keyDelimiters: given.kvdelim,
        repeated: given.mv_add,
        limit: given.limit,
        maxCharacters: given.maxchars,
        cleanKeys: given.clean_keys,
      },
      span,
    };
  },
  doc: {
    summary: 'Makes fields of the name and value pairs in `_raw`.',
    notes: [
      'Without delimiters: `name=value`, values perhaps in double quotes. `pairdelim` and `kvdelim` are sets of characters.',
      'With `kvdelim` a pair gives no field where its value holds one of these characters outside quotes.',
      'A field that exists keeps its value unless `mv_add=t`.',
    ],
    examples: [
      {
        title: 'Delimiters of its own',
        spl: 'extract pairdelim="|;", kvdelim="=:" | fields - _raw',
        input: [{ _raw: 'a=1|b:2;c=3' }],
        output: [{ a: '1', b: '2', c: '3' }],
      },
    ],
  },
});
