import { options } from '../syntax/forms.js';
import { defineCommand } from './define.js';

/** `setfields`: fields set to constant texts (spl-commands 13). */
export const setfields = defineCommand({
  name: 'setfields',
  kind: 'streaming',
  mode: 'words',
  forms: [options()],
  options: {},
  openOptions: true,
  lower(args, input, cx) {
    const assignments = args.optionArguments.flatMap((each) => {
      if (each.value.kind !== 'word') return [];
      // Option names are kept in lower case; field names are not.
      const target = cx.source.text.slice(each.nameSpan.start, each.nameSpan.end).replace(/^(["'])(.*)\1$/, '$2');
      return [
        {
          target,
          computed: undefined,
          expression: { kind: 'string' as const, value: each.value.text, span: each.value.span },
        },
      ];
    });
    if (assignments.length === 0)
      cx.report('missing-argument', { command: 'setfields', what: 'field="value"' }, args.command.nameSpan);
    return { kind: 'extend', input, assignments, span: args.span };
  },
  doc: {
    summary: 'Sets fields to constant texts in every row.',
    examples: [
      {
        title: 'Two fields',
        spl: 'setfields ip="10.1.1.1", user="amy"',
        input: [{ a: '1' }],
        output: [{ a: '1', ip: '10.1.1.1', user: 'amy' }],
      },
    ],
  },
});
