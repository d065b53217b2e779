import { options, words } from '../syntax/forms.js';
import { datasetNode } from './dataset-rows.js';
import { defineCommand } from './define.js';
import { inPlaceOf } from './no-rows.js';
import { boolean } from './options.js';

const searches = ['search', 'flat', 'acceleration_search'];

/** `datamodel`: the events of a data set with prefixed field names (spl-commands 11.4). */
export const datamodel = defineCommand({
  name: 'datamodel',
  kind: 'generating',
  mode: 'words',
  forms: [options(), words('data model, data set and mode', { max: 3 })],
  options: {
    strict_fields: boolean(true, 'Only the fields of the data set.'),
    allow_old_summaries: boolean(false, 'Has no effect here: there are no summaries.'),
    summariesonly: boolean(false, 'Has no effect here: there are no summaries.'),
  },
  lower(args, input, cx) {
    const [model, dataset, mode] = args.words;
    if (model === undefined || dataset === undefined || mode === undefined) {
      const reason =
        'it would list the definitions of the data models of a Splunk server. Add `search` or `flat` for the events of a data set.';
      return { kind: 'unsupported', input: undefined, command: 'datamodel', reason, span: args.span };
    }
    const wanted = mode.text.toLowerCase();
    if (!searches.includes(wanted)) {
      cx.report(
        'wrong-arguments',
        { name: 'datamodel', reason: `takes ${searches.join(', ')} as third word, not ${mode.text}` },
        mode.span,
      );
    }
    const names = wanted === 'flat' ? 'plain' : 'prefixed';
    return inPlaceOf(input, datasetNode(`${model.text}.${dataset.text}`, names, cx.window, args.span), args.span);
  },
  doc: {
    summary: 'Gives the events of a data set: `search` with prefixed field names, `flat` without the prefix.',
    examples: [],
  },
});
