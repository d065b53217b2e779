import { cover } from '../source/span.js';
import { words } from '../syntax/forms.js';
import { isDatasetName, typedDataset } from './dataset-rows.js';
import { defineCommand } from './define.js';
import { inPlaceOf } from './no-rows.js';

/** `from`: the rows of a data set, a lookup table or a saved search (spl-commands 11.4). */
export const from = defineCommand({
  name: 'from',
  kind: 'generating',
  mode: 'words',
  forms: [words('dataset', { min: 1, max: 4 })],
  options: {},
  lower(args, input, cx) {
    const [first, second, third, fourth] = args.words;
    if (first === undefined) return input;
    // `datamodel:Web.Web`, `datamodel Web.Web`, `datamodel:"Web.Web"`, `datamodel:"Web"."Web"`.
    const quoted = third?.text === '.' && fourth !== undefined;
    const name = quoted ? `${second!.text}.${fourth.text}` : second?.text;
    const surplus = quoted ? undefined : third;
    if (surplus !== undefined)
      cx.report('surplus-argument', { command: 'from', what: 'a further dataset' }, surplus.span);
    const word = name === undefined ? first.text : `${first.text.replace(/:$/, '')}:${name}`;
    const at = second === undefined ? first.span : cover(second.span, (quoted ? fourth : second).span);
    const node = isDatasetName(word) ? typedDataset(word, at, 'from', args.span, cx.window) : undefined;
    if (node === undefined) {
      cx.report(
        'wrong-arguments',
        { name: 'from', reason: 'takes datamodel:<model>.<data set>, inputlookup:<table> or savedsearch:<name>' },
        first.span,
      );
      return input;
    }
    return inPlaceOf(input, node, args.span);
  },
  doc: {
    summary: 'Gives the rows of a data set of a data model or of a lookup table.',
    notes: ['Field names have no prefix; the other fields of the events stay. A blank may stand for the colon.'],
    examples: [
      {
        title: 'A lookup table',
        spl: '| from inputlookup:groups',
        input: [],
        output: [{ user: 'bob', group: 'admin' }],
        lookups: { groups: [{ user: 'bob', group: 'admin' }] },
      },
    ],
  },
});
