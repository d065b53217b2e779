import { options, words } from '../syntax/forms.js';
import { defineCommand } from './define.js';

/** `return`: fields of the first rows as search terms (spl-commands 9.2). */
export const returnCommand = defineCommand({
  name: 'return',
  kind: 'transforming',
  mode: 'names',
  forms: [options(), words('field')],
  options: {},
  openOptions: true,
  lower(args, input, cx) {
    let count = 1;
    const items: { field: string; as: string | undefined; valueOnly: boolean }[] = [];
    for (const [index, argument] of args.all.entries()) {
      if (argument.kind === 'option') {
        // `alias=field`; option names are kept in lower case, the alias is not.
        const alias = cx.source.text
          .slice(argument.nameSpan.start, argument.nameSpan.end)
          .replace(/^(["'])(.*)\1$/, '$2');
        if (argument.value.kind === 'word') items.push({ field: argument.value.text, as: alias, valueOnly: false });
      } else if (argument.kind === 'word') {
        if (index === 0 && !argument.quoted && /^\d+$/.test(argument.text)) count = Number(argument.text);
        else if (argument.text.startsWith('$'))
          items.push({ field: argument.text.slice(1).replace(/\$$/, ''), as: undefined, valueOnly: true });
        else items.push({ field: argument.text, as: undefined, valueOnly: false });
      }
    }
    if (items.length === 0)
      cx.report('missing-argument', { command: 'return', what: 'a field' }, args.command.nameSpan);
    return { kind: 'apply', input, procedure: { name: 'return', count, items }, span: args.span };
  },
  doc: {
    summary: 'Gives fields of the first row, or the first n, as search terms in one field `search`.',
    notes: [
      '`field` gives `field="value"`, `alias=field` another name, `$field` the value alone. Quotes in values are not escaped.',
    ],
    examples: [
      {
        title: 'Two rows',
        spl: 'return 2 user',
        input: [{ user: 'bob' }, { user: 'amy' }, { user: 'eve' }],
        output: [{ search: '(user="bob") OR (user="amy")' }],
      },
    ],
  },
});
