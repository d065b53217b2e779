import { options, subsearch } from '../syntax/forms.js';
import { defineCommand } from './define.js';
import { boolean, integer } from './options.js';

/** Options of commands that run a subsearch beside the rows. */
export const subsearchOptions = {
  maxtime: integer(60, 'Seconds the subsearch may take; has no effect here.', { min: 0 }),
  maxout: integer(undefined, 'Rows of the subsearch at most.', { min: 0 }),
  timeout: integer(60, 'Has no effect here.', { min: 0 }),
};

/** `append`: the rows of a subsearch after the current ones (spl-commands 9.4). */
export const append = defineCommand({
  name: 'append',
  kind: 'streaming',
  mode: 'words',
  forms: [options(), subsearch({ min: 1, max: 1 })],
  options: {
    ...subsearchOptions,
    extendtimerange: boolean(false, 'Has no effect here.'),
  },
  lower(args, input, cx) {
    const found = args.subsearches[0];
    if (found === undefined) return input;
    return {
      kind: 'union',
      inputs: [input, cx.subsearch(found.pipeline)],
      order: 'append',
      // 0 means no limit of its own.
      maxRows: args.options.maxout === 0 ? undefined : args.options.maxout,
      span: args.span,
    };
  },
  doc: {
    summary: 'Puts the rows of a subsearch after the current rows.',
    notes: ['Fields are not merged. At most 50,000 rows are taken unless maxout says otherwise.'],
    examples: [
      {
        title: 'Rows of a table after the others',
        spl: 'append [| inputlookup extra]',
        input: [{ a: '1' }],
        output: [{ a: '1' }, { b: '2' }],
        lookups: { extra: [{ b: '2' }] },
      },
    ],
  },
});
