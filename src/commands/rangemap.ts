import { options } from '../syntax/forms.js';
import { defineCommand } from './define.js';
import { field, text } from './options.js';

const bounds = /^(-?\d+(?:\.\d+)?)-(-?\d+(?:\.\d+)?)$/;

/** `rangemap`: names for ranges of numbers (spl-commands 13). */
export const rangemap = defineCommand({
  name: 'rangemap',
  kind: 'streaming',
  mode: 'names',
  forms: [options()],
  options: {
    field: { ...field(undefined, 'The field with the number.'), required: true },
    default: text('None', 'The name for numbers outside all ranges.'),
  },
  openOptions: true,
  lower(args, input, cx) {
    const given = args.optionArguments.filter(({ name }) => name !== 'field' && name !== 'default');
    const ranges: { name: string; low: number; high: number }[] = [];
    for (const option of given) {
      const found = option.value.kind === 'word' ? option.value.text : '';
      const match = bounds.exec(found);
      const [low, high] = [Number(match?.[1]), Number(match?.[2])];
      if (match === null || low > high) {
        cx.report(
          'wrong-option-value',
          { option: option.name, expected: 'a range such as 1-30', found },
          option.value.span,
        );
        continue;
      }
      // Option names are read in lower case; the name of a range is a value.
      ranges.push({ name: cx.source.text.slice(option.nameSpan.start, option.nameSpan.end), low, high });
    }
    if (given.length === 0)
      cx.report('missing-argument', { command: 'rangemap', what: 'a range such as low=0-30' }, args.command.nameSpan);
    const method = {
      name: 'rangemap',
      field: args.options.field ?? '',
      ranges,
      fallback: args.options.default,
    } as const;
    return { kind: 'extract', input, method, span: args.span };
  },
  doc: {
    summary: 'Writes into `range` the names of the ranges that a number falls into.',
    notes: ['Both bounds belong to a range. Several ranges that fit make a multivalue.'],
    examples: [
      {
        title: 'Traffic lights',
        spl: 'rangemap field=n green=1-30 blue=31-39 default=gray',
        input: [{ n: '5' }, { n: '35' }, { n: '99' }],
        output: [
          { n: '5', range: 'green' },
          { n: '35', range: 'blue' },
          { n: '99', range: 'gray' },
        ],
      },
    ],
  },
});
