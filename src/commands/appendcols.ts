import { options, subsearch } from '../syntax/forms.js';
import { subsearchOptions } from './append.js';
import { defineCommand } from './define.js';
import { boolean } from './options.js';

/** `appendcols`: row i of a subsearch merged into row i (spl-commands 9.4). */
export const appendcols = defineCommand({
  name: 'appendcols',
  kind: 'streaming',
  mode: 'words',
  forms: [options(), subsearch({ min: 1, max: 1 })],
  options: {
    ...subsearchOptions,
    override: boolean(false, 'Fields of the subsearch overwrite those of the row.'),
    extendtimerange: boolean(false, 'Has no effect here.'),
  },
  lower(args, input, cx) {
    const { options: given, span } = args;
    const found = args.subsearches[0];
    if (found === undefined) return input;
    return {
      kind: 'append-columns',
      input,
      right: cx.subsearch(found.pipeline),
      override: given.override,
      maxRows: given.maxout === 0 ? undefined : given.maxout,
      span,
    };
  },
  doc: {
    summary:
      'Adds the fields of the first row of a subsearch to the first row, of the second to the second, and so on.',
    notes: [
      'A field both have keeps its value unless override=t. Surplus rows of the subsearch stand alone. Internal fields are not taken over.',
    ],
    examples: [
      {
        title: 'Two tables side by side',
        spl: 'appendcols [| inputlookup other]',
        input: [{ a: '1' }],
        output: [{ a: '1', b: '2' }],
        lookups: { other: [{ b: '2' }] },
      },
    ],
  },
});
