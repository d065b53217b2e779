import { options, words } from '../syntax/forms.js';
import { defineCommand } from './define.js';
import { boolean } from './options.js';

/** `strcat`: fields and texts one behind the other (spl-commands 6.4). */
export const strcat = defineCommand({
  name: 'strcat',
  kind: 'streaming',
  mode: 'names',
  forms: [options(), words('field or quoted text', { min: 2 })],
  options: { allrequired: boolean(false, 'Write nothing where one of the fields is missing.') },
  lower(args, input) {
    const parts = args.words.slice(0, -1).map((word) => ({ text: word.text, literal: word.quoted }));
    const output = args.words[args.words.length - 1]?.text ?? '';
    return {
      kind: 'extract',
      input,
      method: { name: 'strcat', parts, output, allRequired: args.options.allrequired },
      span: args.span,
    };
  },
  doc: {
    summary: 'Joins fields and quoted texts into the field named last.',
    notes: ['A missing field counts as empty text.'],
    examples: [
      {
        title: 'With a text between',
        spl: 'strcat src "/" dest pair',
        input: [{ src: 'a', dest: 'b' }],
        output: [{ src: 'a', dest: 'b', pair: 'a/b' }],
      },
    ],
  },
});
