import type { JsonFieldType } from '../plan/nodes/row.js';
import { options, wrappedFields } from '../syntax/forms.js';
import { defineCommand } from './define.js';
import { boolean, choice, field } from './options.js';

const types = ['auto', 'bool', 'json', 'none', 'num', 'str'] as const;

/** `tojson`: the row as one JSON object (spl-commands 7.5). */
export const tojson = defineCommand({
  name: 'tojson',
  kind: 'streaming',
  mode: 'words',
  forms: [options(), wrappedFields('field')],
  options: {
    default_type: choice(types, 'none', 'How fields without a function are written.'),
    fill_null: boolean(false, 'Write fields that a function cannot write as null instead of leaving them out.'),
    include_internal: boolean(false, 'Take internal fields such as `_time` too.'),
    output_field: field('_raw', 'The field for the JSON text.'),
  },
  lower(args, input, cx) {
    const { options: given, span } = args;
    const patterns: { pattern: string; type: JsonFieldType }[] = [];
    for (const each of args.fields) {
      const type = each.wrapper === undefined ? given.default_type : types.find((name) => name === each.wrapper);
      if (type === undefined) {
        cx.report('unknown-function', { name: each.wrapper ?? '' }, each.span, {
          help: [`tojson knows ${types.join(', ')}.`],
        });
      } else patterns.push({ pattern: each.name, type });
    }
    return {
      kind: 'extract',
      input,
      method: {
        name: 'tojson',
        patterns,
        defaultType: given.default_type,
        fillNull: given.fill_null,
        includeInternal: given.include_internal,
        output: given.output_field,
      },
      span,
    };
  },
  doc: {
    summary: 'Writes the fields of the row as one JSON object.',
    notes: [
      '`str(f)` writes text, `num(f)` numbers, `bool(f)` Booleans, `json(f)` JSON as it is, `auto(f)` numbers, true, false, null and JSON as such and all else as text, `none(f)` numbers as numbers and all else as text.',
      'Without a list all fields are written. A value that does not fit the function is left out.',
    ],
    examples: [
      {
        title: 'Two fields',
        spl: 'tojson str(id) num(n) output_field=j | fields j',
        input: [{ id: '7', n: '3', x: 'y' }],
        output: [{ j: '{"id":"7","n":3}' }],
      },
    ],
  },
});
