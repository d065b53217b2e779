import { options } from '../syntax/forms.js';
import { readJson } from '../values/json/read.js';
import { defineCommand } from './define.js';
import { boolean, choice, integer, text } from './options.js';

/** `makeresults`: rows made out of nothing (spl-commands 13). */
export const makeresults = defineCommand({
  name: 'makeresults',
  kind: 'generating',
  mode: 'words',
  forms: [options()],
  options: {
    count: integer(1, 'How many rows.', { min: 0 }),
    annotate: boolean(false, 'Adds the fields of an event; all but splunk_server are empty.'),
    splunk_server: text(undefined, 'Has no effect here.'),
    splunk_server_group: text(undefined, 'Has no effect here.'),
    format: choice(['csv', 'json'], undefined, 'How the rows in data= are written.'),
    data: text(undefined, 'The rows: CSV with a header line, or a JSON array of objects.'),
  },
  lower(args, input, cx) {
    const { options: given, span } = args;
    if (given.data === undefined && given.format === undefined) {
      return { kind: 'generate', rows: { from: 'makeresults', count: given.count, annotate: given.annotate }, span };
    }
    if (given.data === undefined || given.format === undefined) {
      const what = `the option ${given.data === undefined ? 'data' : 'format'}= beside ${given.data === undefined ? 'format' : 'data'}=`;
      cx.report('missing-argument', { command: 'makeresults', what }, args.command.nameSpan);
      return input;
    }
    if (given.format === 'json') {
      const root = readJson(given.data);
      const fault =
        root.kind === 'fault'
          ? root.message
          : root.kind === 'array' || root.kind === 'object'
            ? undefined
            : 'it is no array of objects';
      if (fault !== undefined) {
        const at = args.option('data')?.value.span ?? span;
        cx.report(
          'wrong-option-value',
          { option: 'data', expected: `a JSON array of objects (${fault})`, found: given.data.slice(0, 60) },
          at,
        );
      }
    }
    return { kind: 'generate', rows: { from: 'inline', format: given.format, data: given.data }, span };
  },
  doc: {
    summary: 'Makes rows: empty ones with the time of the search, or those written in the search itself.',
    notes: [
      'With data= the other options count for nothing. Rows of JSON have `_raw` and `_time`, rows of CSV their columns only.',
    ],
    examples: [
      {
        title: 'Rows written as CSV',
        spl: '| makeresults format=csv data="name,age\nJohn,35\nSarah,39"',
        input: [],
        output: [
          { name: 'John', age: '35' },
          { name: 'Sarah', age: '39' },
        ],
      },
    ],
  },
});
