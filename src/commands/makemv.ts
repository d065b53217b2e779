import type { ValueChange } from '../plan/nodes/row.js';
import { fields, options } from '../syntax/forms.js';
import { defineCommand } from './define.js';
import { boolean, text } from './options.js';

/** `makemv`: one text split into a multivalue (spl-commands 6.4). */
export const makemv = defineCommand({
  name: 'makemv',
  kind: 'streaming',
  mode: 'names',
  forms: [options(), fields('field', { min: 1, max: 1 })],
  options: {
    delim: text(' ', 'The text between the values; it may have several characters.'),
    tokenizer: text(undefined, 'A regular expression; each match gives what its first group took.'),
    allowempty: boolean(false, 'Keep empty values between two delimiters.'),
    setsv: boolean(false, 'Has no effect on results.'),
  },
  lower(args, input, cx) {
    const { options: given, span } = args;
    const { tokenizer } = given;
    if (tokenizer !== undefined) {
      const at = args.option('tokenizer')?.value.span ?? span;
      cx.checkRegex(tokenizer, at);
      if (args.option('delim') !== undefined)
        cx.report('surplus-argument', { command: 'makemv', what: 'both delim= and tokenizer=' }, at);
    }
    if (given.delim === '') {
      const at = args.option('delim')?.value.span ?? span;
      cx.report('wrong-option-value', { option: 'delim', expected: 'a text that is not empty', found: '' }, at);
    }
    const change: ValueChange =
      tokenizer === undefined
        ? { name: 'split', delimiter: given.delim, allowEmpty: given.allowempty }
        : { name: 'tokenize', pattern: tokenizer };
    return { kind: 'transform', input, items: [{ pattern: args.fieldNames[0] ?? '', as: undefined, change }], span };
  },
  doc: {
    summary: 'Splits the text of a field into a multivalue.',
    notes: ['Empty values are dropped unless `allowempty=t`.'],
    examples: [
      { title: 'By a comma', spl: 'makemv delim="," foo', input: [{ foo: 'a,,b' }], output: [{ foo: ['a', 'b'] }] },
      {
        title: 'By a pattern',
        spl: 'makemv tokenizer="(\\w+)" foo',
        input: [{ foo: 'a; b' }],
        output: [{ foo: ['a', 'b'] }],
      },
    ],
  },
});
