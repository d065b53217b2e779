import type { SubsearchArgument } from '../syntax/ast.js';
import { options, subsearch, words } from '../syntax/forms.js';
import { defineCommand, type LowerContext } from './define.js';
import { integer, text } from './options.js';

/** The text in brackets as a search of its own: there a command that begins it needs no pipe, as in any subsearch. */
function bracketedSearch({ pipeline, span }: SubsearchArgument, cx: LowerContext): string {
  const text = cx.source.text.slice(span.start + 1, span.end - 1);
  const first = pipeline.commands[0];
  const named = first?.kind === 'command' && first.implicit !== true && first.name !== 'search';
  return named && !pipeline.leadingPipe ? `| ${text}` : text;
}

/** `map`: a search for each row (spl-commands 9.5). */
export const map = defineCommand({
  name: 'map',
  kind: 'transforming',
  mode: 'words',
  forms: [options(), words('saved search', { max: 1 }), subsearch({ max: 1 })],
  options: {
    search: text(undefined, 'The search; `$field$` stands for a value of the row.'),
    maxsearches: integer(undefined, 'How many rows are run at most (10).', { min: 0 }),
  },
  lower(args, input, cx) {
    const { options: given, span } = args;
    const option = args.option('search');
    const bracketed = args.subsearches[0];
    if (given.search === undefined && bracketed === undefined) {
      const name = args.words[0];
      if (name === undefined) {
        cx.report('missing-argument', { command: 'map', what: 'the option search=' }, args.command.nameSpan);
        return input;
      }
      const reason = `the saved search ${name.text} is on a Splunk server. Write the search itself as search="..".`;
      return { kind: 'unsupported', input, command: 'map', reason, span };
    }
    const at = given.search === undefined ? bracketed!.span : (option?.value.span ?? span);
    const template = given.search ?? bracketedSearch(bracketed!, cx);
    return { kind: 'map', input, template, templateSpan: at, maxSearches: given.maxsearches, span };
  },
  doc: {
    summary: 'Runs a search for each row; the results take the place of the rows.',
    notes: [
      '`$field$` is replaced by the value of the row, in quotes unless it is a plain word; `$_serial_id$` is the number of the run.',
      'Rows beyond maxsearches, and rows that lack a field the search names, are left out with a message.',
    ],
    examples: [
      {
        title: 'A look into a table for each row',
        spl: 'map search="| inputlookup groups where user=$user$"',
        input: [{ user: 'bob' }],
        output: [{ user: 'bob', group: 'admin' }],
        lookups: {
          groups: [
            { user: 'amy', group: 'dev' },
            { user: 'bob', group: 'admin' },
          ],
        },
      },
    ],
  },
});
