import { wrappedFields } from '../syntax/forms.js';
import { defineCommand } from './define.js';

const longest = 10_000;

interface Line {
  readonly method: 'sma' | 'ema' | 'wma';
  readonly period: number;
  readonly field: string;
  readonly as: string;
}

/** `trendline`: moving averages (spl-commands 4.7). */
export const trendline = defineCommand({
  name: 'trendline',
  kind: 'streaming',
  mode: 'words',
  forms: [wrappedFields('average such as sma5(field)', { min: 1, as: true })],
  options: {},
  lower(args, input, cx) {
    const lines = args.pairs.flatMap((argument): Line[] => {
      const from = argument.kind === 'pair' ? argument.from : argument;
      if (from.kind !== 'field') return [];
      const match = /^(sma|ema|wma)(\d+)$/.exec(from.wrapper ?? '');
      const period = Number(match?.[2]);
      if (match === null || period < 2 || period > longest) {
        const reason = `takes sma, ema or wma with a period of 2 to ${longest}, such as sma5(${from.name})`;
        cx.report('wrong-arguments', { name: 'trendline', reason }, from.span);
        return [];
      }
      const to = argument.kind === 'pair' ? argument.to : undefined;
      const as = to === undefined ? `${from.wrapper}(${from.name})` : to.kind === 'field' ? to.name : to.text;
      return [{ method: match[1] as Line['method'], period, field: from.name, as }];
    });
    return { kind: 'window', input, compute: { name: 'trendline', lines }, span: args.span };
  },
  doc: {
    summary: 'Moving averages of a field: `sma` simple, `wma` with the newest value heaviest, `ema` exponential.',
    notes: ['There is no value before the period is full. Rows without a number are passed over.'],
    examples: [
      {
        title: 'Over two rows',
        spl: 'trendline sma2(x) wma2(x) as weighted',
        input: [{ x: '1' }, { x: '4' }],
        output: [{ x: '1' }, { x: '4', 'sma2(x)': '2.5', weighted: '3' }],
      },
    ],
  },
});
