import { matchPattern } from '../syntax/forms.js';
import { defineCommand } from './define.js';

/** `regex`: keeps the rows in which a pattern is found (spl-commands 7.2). */
export const regex = defineCommand({
  name: 'regex',
  kind: 'streaming',
  mode: 'words',
  forms: [matchPattern()],
  options: {},
  lower(args, input, cx) {
    const [first, second] = args.all;
    if (second !== undefined)
      cx.report('surplus-argument', { command: 'regex', what: 'a second pattern' }, second.span);
    if (first === undefined) return input;
    const pattern =
      first.kind === 'pair' && first.to.kind === 'word' ? first.to : first.kind === 'word' ? first : undefined;
    if (pattern === undefined) return input;
    const field = first.kind === 'pair' && first.from.kind === 'field' ? first.from.name : '_raw';
    cx.checkRegex(pattern.text, pattern.span);
    return {
      kind: 'filter',
      input,
      condition: {
        language: 'regex',
        field,
        pattern: pattern.text,
        negated: first.kind === 'pair' && first.keyword === '!=',
      },
      span: args.span,
    };
  },
  doc: {
    summary: 'Keeps the rows in which a regular expression is found; `!=` keeps those in which it is not.',
    notes: [
      'PCRE, found anywhere, with letter case unless `(?i)`. Without a field name it is looked for in `_raw`.',
      'A row without the field is dropped by `=` and kept by `!=`. Of a multivalue field any value may fit.',
    ],
    examples: [
      {
        title: 'Anchored at the start',
        spl: 'regex ip="^10\\."',
        input: [{ ip: '10.1.1.1' }, { ip: '110.1.1.1' }, { host: 'x' }],
        output: [{ ip: '10.1.1.1' }],
      },
    ],
  },
});
