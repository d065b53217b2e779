import { fields, options } from '../syntax/forms.js';
import { defineCommand } from './define.js';
import { boolean, text } from './options.js';

/** `iplocation`: where an address is (spl-commands 7.6). */
export const iplocation = defineCommand({
  name: 'iplocation',
  kind: 'streaming',
  mode: 'names',
  forms: [options(), fields('field', { min: 1, max: 1 })],
  options: {
    prefix: text('', 'Text in front of each name.'),
    allfields: boolean(false, 'Add Continent, MetroCode and Timezone too.'),
    lang: text(undefined, 'The language of the names, such as `de`; English without it.'),
  },
  lower(args, input) {
    const { options: given } = args;
    return {
      kind: 'extract',
      input,
      method: {
        name: 'iplocation',
        field: args.fieldNames[0] ?? '',
        prefix: given.prefix,
        allFields: given.allfields,
        language: given.lang,
      },
      span: args.span,
    };
  },
  doc: {
    summary: 'Adds `City`, `Country`, `Region`, `lat` and `lon` of an address.',
    notes: [
      'Needs a database of addresses (GeoLite2 City); without one nothing is added and the run says so.',
      'Private and unknown addresses add nothing. Where only the country is known the other names are empty.',
    ],
    examples: [
      {
        title: 'A private address',
        spl: 'iplocation src',
        input: [{ src: '10.0.0.1' }],
        output: [{ src: '10.0.0.1' }],
      },
    ],
  },
});
