import { fields, options } from '../syntax/forms.js';
import { timeSpanOf } from '../values/time/span.js';
import { defineCommand } from './define.js';
import { binOptions, binsOf } from './series-split.js';

const noBins = {
  span: undefined,
  bins: undefined,
  minimumSpan: undefined,
  start: undefined,
  end: undefined,
  align: undefined,
};

/** `makecontinuous`: rows for missing steps (spl-commands 10.2). */
export const makecontinuous = defineCommand({
  name: 'makecontinuous',
  kind: 'blocking',
  mode: 'words',
  forms: [options(), fields('field', { max: 1 })],
  options: binOptions,
  lower(args, input, cx) {
    const field = args.fieldNames[0] ?? '_time';
    const bins = binsOf(args.optionArguments) ?? noBins;
    if (field === '_time' && bins.span !== undefined && timeSpanOf(bins.span) === null) {
      const at = args.option('span')!.value.span;
      cx.report(
        'wrong-option-value',
        { option: 'span', expected: 'a length of time for `_time`', found: cx.source.text.slice(at.start, at.end) },
        at,
      );
    }
    return { kind: 'apply', input, procedure: { name: 'makecontinuous', field, bins }, span: args.span };
  },
  doc: {
    summary: 'Puts values into steps of equal width and adds a row for every step that has none.',
    examples: [
      {
        title: 'An hour without rows',
        spl: 'makecontinuous _time span=1h',
        input: [
          { _time: '1704067200', n: '1' },
          { _time: '1704074400', n: '2' },
        ],
        output: [{ _time: '1704067200', n: '1' }, { _time: '1704070800' }, { _time: '1704074400', n: '2' }],
      },
    ],
  },
});
