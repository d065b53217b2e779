import { options, subsearch } from '../syntax/forms.js';
import { defineCommand } from './define.js';
import { boolean } from './options.js';

/** `appendpipe`: the current rows and what a subpipeline makes of them (spl-commands 9.4). */
export const appendpipe = defineCommand({
  name: 'appendpipe',
  kind: 'blocking',
  mode: 'words',
  forms: [options(), subsearch({ min: 1, max: 1 })],
  options: { run_in_preview: boolean(true, 'Has no effect here.') },
  lower(args, input, cx) {
    const found = args.subsearches[0];
    if (found === undefined) return input;
    return { kind: 'append-pipe', input, branch: cx.subsearch(found.pipeline, 'branch'), span: args.span };
  },
  doc: {
    summary: 'Runs a subpipeline on the current rows and puts its results after them.',
    examples: [
      {
        title: 'A row when there is none',
        spl: 'appendpipe [stats count | where count=0]',
        input: [],
        output: [{ count: '0' }],
      },
    ],
  },
});
