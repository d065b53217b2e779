import { clause, fields, pairs } from '../syntax/forms.js';
import { asterisks } from '../values/wildcard.js';
import { defineCommand } from './define.js';

/** `replace`: whole values replaced (spl-commands 6.3). */
export const replace = defineCommand({
  name: 'replace',
  kind: 'streaming',
  mode: 'names',
  forms: [pairs('with', 'value', { min: 1, required: true }), clause('in', [fields('field', { min: 1 })])],
  options: {},
  lower(args, input, cx) {
    const rules = args.pairs.flatMap((pair) => {
      if (pair.kind !== 'pair') return [];
      const from = pair.from.kind === 'field' ? pair.from.name : pair.from.text;
      const to = pair.to.kind === 'field' ? pair.to.name : pair.to.text;
      if (asterisks(to) > 0 && asterisks(from) !== asterisks(to))
        cx.report('wildcard-mismatch', { from, to }, pair.span);
      return [{ from, to }];
    });
    const patterns = args.clause('in')?.fieldNames ?? ['*'];
    const items = [...new Set(patterns)].map((pattern) => ({
      pattern,
      as: undefined,
      change: { name: 'replace', rules } as const,
    }));
    return { kind: 'transform', input, items, span: args.span };
  },
  doc: {
    summary: 'Replaces the values of fields that are equal to a text or fit a pattern as a whole.',
    notes: [
      'Letter case counts. Each `*` of the new value takes what the `*` of the old one stood for.',
      'Exact rules go before patterns, later exact rules before earlier ones, fuller patterns before others. Without IN all fields but internal ones are changed.',
    ],
    examples: [
      {
        title: 'Two rules',
        spl: 'replace "::ffff:*" with *, localhost with 127.0.0.1 in src',
        input: [{ src: '::ffff:10.0.0.1' }, { src: 'localhost' }],
        output: [{ src: '10.0.0.1' }, { src: '127.0.0.1' }],
      },
    ],
  },
});
