import { assignments } from '../syntax/forms.js';
import { defineCommand } from './define.js';

/** `fieldformat`: how a field is shown (spl-commands 13). */
export const fieldformat = defineCommand({
  name: 'fieldformat',
  kind: 'streaming',
  mode: 'expression',
  forms: [assignments()],
  options: {},
  lower(args, input, cx) {
    const formats = args.assignments.map((each) => ({
      target: each.target,
      computed: each.computed,
      expression: cx.check(each.expression, 'value'),
    }));
    return { kind: 'display', input, formats, span: args.span };
  },
  doc: {
    summary: 'Says how a field is shown to people; later commands and exported results keep the value itself.',
    examples: [
      {
        title: 'The value stays',
        spl: 'fieldformat t=tostring(t,"commas") | eval u=t+1',
        input: [{ t: '1000' }],
        output: [{ t: '1000', u: '1001' }],
      },
    ],
  },
});
