import { fieldOf, knownNames } from '../../plan/fields/row-shape.js';
import type { NodeFlow } from '../../plan/fields.js';
import { didYouMean, suggest } from '../../support/suggest.js';
import { hasWildcard } from '../../values/wildcard.js';
import { judgedTermsOf } from '../conditions/judged-terms.js';
import { defineRule } from '../define.js';
import { lastRemoval } from '../fields-of-search.js';
import { namePlace, searchPlace } from '../place.js';

/** Bare words that are written where null or a Boolean is meant: as fields they are null, which is what is wanted. */
const nullWords = new Set(['', 'null', 'true', 'false', 'none']);

/** A command that reads a field no row has any more, or never had. */
export const fieldNotAvailable = defineRule({
  id: 'field-not-available',
  severity: 'warning',
  category: 'fields',
  what: 'A command uses a field that no row has at this place: an earlier command removed it, or its name is misspelt.',
  why: 'The field is null in every row. Expressions come to nothing, `stats ... by` drops every row, and no error is shown.',
  fix: 'Keep the field in the earlier `stats`, `table` or `fields`, or correct its name.',
  good: [
    {
      search:
        'index=a sourcetype=b | stats sum(size) as x by dest, user | autoregress x p=1-200 | where x > 2 * x_p150 | table dest user x',
    },
    { search: 'index=a sourcetype=b | stats values(user) as user by dest | fields _time dest user | fillnull x' },
    { search: 'index=a sourcetype=b | stats values(user) as users by dest | eval n=mvcount(users)' },
    { search: 'index=a sourcetype=b | stats count by dest | eval user=coalesce(user, "none")' },
  ],
  bad: [
    { search: 'index=a sourcetype=b | stats values(user) as users by dest | eval n=mvcount(user)' },
    { search: 'index=a sourcetype=b | table dest user | stats count by dest, source_user' },
    { search: 'index=a sourcetype=b | stats values(user) as user by dest | table dest usr' },
    { search: 'index=a sourcetype=b | stats sum(bytes) by dest, user | where sum(bytes) > 10' },
  ],
  search(search, cx) {
    if (search.flow === undefined) return;
    for (const flow of search.flow.nodes.values()) {
      const { node, reads, inputs } = flow;
      const input = inputs[0];
      if (input === undefined || input.rest === 'any') {
        // In events any field may exist, except those that a command took away.
        if (input === undefined || ![...input.fields.values()].some((fact) => fact.presence === 'never')) continue;
      }
      for (const read of reads) {
        // Conditions over absent fields are judged as conditions; columns of a table may be listed in vain.
        if (read.tolerant || hasWildcard(read.name) || read.name === '_raw' || nullWords.has(read.name.toLowerCase()))
          continue;
        if (fieldOf(input, read.name).presence !== 'never') continue;
        if (read.use === 'condition' && node.kind === 'filter' && isJudged(flow, read.name)) continue;
        // `fields _time, x` by habit, where rows have no time.
        if (read.use === 'listed' && read.name.startsWith('_')) continue;
        if (node.kind === 'transform' || node.kind === 'sort' || read.use === 'listed') {
          report('info');
        } else report('warning');

        function report(severity: 'info' | 'warning'): void {
          const lost = lastRemoval(search, read.name, node);
          const names = knownNames(input!);
          const close = suggest(read.name, names);
          // `where sum(bytes) > 1` calls the function; the column has to be quoted.
          const column = names.find((name) => name.endsWith(`(${read.name})`));
          cx.report(`No row has a field \`${read.name}\` here.`, {
            at: read.exact ? searchPlace(search, read.span) : namePlace(search, read.span, read.name),
            related:
              lost === undefined
                ? []
                : [namePlace(search, lost.span, read.name)].map((place) => ({
                    ...place,
                    message: 'it is gone after this command',
                  })),
            help:
              column !== undefined
                ? [`A column of that name is written '${column}'.`]
                : close.length > 0
                  ? didYouMean(close.slice(0, 1))
                  : [`Fields here: ${knownNames(input!).slice(0, 15).join(', ')}.`],
            severity,
          });
        }
      }
    }
  },
});

/** Whether a condition is known to hold always or never because no row has the field. */
function isJudged(flow: NodeFlow, name: string): boolean {
  return judgedTermsOf(flow).some(({ verdict }) => verdict.missing === name);
}
