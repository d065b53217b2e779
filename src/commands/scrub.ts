import { options } from '../syntax/forms.js';
import { defineCommand } from './define.js';
import { text } from './options.js';
/** `scrub`: events made anonymous (spl-commands 13); the rows pass unchanged. */
export const scrub = defineCommand({
  name: 'scrub',
  kind: 'streaming',
  mode: 'names',
  forms: [options()],
  options: {
    'public-terms': text(undefined, 'A file of terms to keep.'),
    'private-terms': text(undefined, 'A file of terms to hide.'),
    'name-terms': text(undefined, 'A file of names to put in.'),
    dictionary: text(undefined, 'A file of words to keep.'),
    timeconfig: text(undefined, 'A file of time formats.'),
    namespace: text(undefined, 'The app to take the files from.'),
  },
  lower(_args, input) {
    return input;
  },
  doc: {
    summary: 'Would make events anonymous. The rows pass unchanged.',
    examples: [{ title: 'Rows pass', spl: 'scrub', input: [{ a: '1' }], output: [{ a: '1' }] }],
  },
});
