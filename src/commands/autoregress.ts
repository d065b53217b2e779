import { defineCommand } from './define.js';
import { fieldWithTarget, fieldWithTargetForms } from './field-with-target.js';
import type { OptionSpec } from './options.js';

interface Ages {
  readonly from: number;
  readonly to: number;
}

const farthest = 10_000;
const most = 1_000;

const ages: OptionSpec<Ages> = {
  expects: `a number of rows from 1 to ${farthest}, or a range such as 2-4 of at most ${most}`,
  text: 'How many rows before, or a range of them: `2-4`.',
  fallback: { from: 1, to: 1 },
  read(value) {
    const match = value.kind === 'word' ? /^(\d+)(?:-(\d+))?$/.exec(value.text) : null;
    if (match === null) return undefined;
    const from = Number(match[1]);
    const to = Number(match[2] ?? match[1]);
    return from >= 1 && from <= to && to <= farthest && to - from < most ? { from, to } : undefined;
  },
};

/** `autoregress`: earlier values of a field (spl-commands 4.7). */
export const autoregress = defineCommand({
  name: 'autoregress',
  aliases: ['ar'],
  kind: 'streaming',
  mode: 'words',
  forms: fieldWithTargetForms(),
  options: { p: ages },
  lower(args, input, cx) {
    const { field, as, span } = fieldWithTarget(args, cx);
    const { from, to } = args.options.p;
    if (as !== undefined && from !== to) {
      cx.report('wrong-arguments', { name: 'autoregress', reason: 'takes AS only with a single p' }, span);
    }
    return { kind: 'window', input, compute: { name: 'autoregress', field, as, from, to }, span: args.span };
  },
  doc: {
    summary: 'Copies the values a field had some rows before to `<field>_p<n>`.',
    examples: [
      {
        title: 'The two values before',
        spl: 'autoregress x p=1-2',
        input: [{ x: 'a' }, { x: 'b' }, { x: 'c' }],
        output: [{ x: 'a' }, { x: 'b', x_p1: 'a' }, { x: 'c', x_p1: 'b', x_p2: 'a' }],
      },
    ],
  },
});
