import { fields } from '../syntax/forms.js';
import { defineCommand } from './define.js';

/** `untable`: a table as a list of cells (spl-commands 4.8). */
export const untable = defineCommand({
  name: 'untable',
  kind: 'transforming',
  mode: 'words',
  forms: [fields('field', { min: 3, max: 3 })],
  options: {},
  lower(args, input, cx) {
    const [x = '', series = '', value = ''] = args.fieldNames;
    for (const [at, { name, span }] of args.fields.entries())
      if (args.fieldNames.indexOf(name) < at) cx.report('duplicate-column', { command: 'untable', column: name }, span);
    return { kind: 'apply', input, procedure: { name: 'untable', x, series, value }, span: args.span };
  },
  doc: {
    summary: 'Makes a row (x, name, value) of every cell of a table; `xyseries` is the inverse.',
    notes: ['Absent cells give no row.'],
    examples: [
      {
        title: 'A table to cells',
        spl: 'untable host field value',
        input: [{ host: 'a', cpu: '1', mem: '2' }],
        output: [
          { host: 'a', field: 'cpu', value: '1' },
          { host: 'a', field: 'mem', value: '2' },
        ],
      },
    ],
  },
});
