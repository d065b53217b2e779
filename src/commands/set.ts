import { subsearch, words } from '../syntax/forms.js';
import { defineCommand } from './define.js';

const operations = ['union', 'diff', 'intersect'] as const;

/** `set`: rows of two subsearches as sets (spl-commands 9.4). */
export const set = defineCommand({
  name: 'set',
  kind: 'generating',
  mode: 'words',
  forms: [words('operation', { min: 1, max: 1 }), subsearch({ min: 2, max: 2 })],
  options: {},
  lower(args, input, cx) {
    const word = args.words[0];
    const [left, right] = args.subsearches;
    if (word === undefined || left === undefined || right === undefined) return input;
    const operation = operations.find((each) => each === word.text.toLowerCase());
    if (operation === undefined) {
      cx.report(
        'wrong-arguments',
        { name: 'set', reason: `takes ${operations.join(', ')}, not ${word.text}` },
        word.span,
      );
      return input;
    }
    return {
      kind: 'set-operation',
      operation,
      left: cx.subsearch(left.pipeline),
      right: cx.subsearch(right.pipeline),
      span: args.span,
    };
  },
  doc: {
    summary: 'The rows that are in either of two subsearches (union), in both (intersect) or in exactly one (diff).',
    notes: [
      'Rows are equal when all their fields are, internal ones included: `fields - _*` first. Equal rows come out once.',
    ],
    examples: [
      {
        title: 'What both have',
        spl: '| set intersect [| inputlookup v] [| inputlookup w]',
        input: [],
        output: [{ url: 'b' }],
        lookups: { v: [{ url: 'a' }, { url: 'b' }], w: [{ url: 'b' }] },
      },
    ],
  },
});
