import { didYouMean, isOneSlip } from '../../support/suggest.js';
import { defineRule } from '../define.js';
import { tokensOf } from '../tokens.js';

const board = (query: string) => ({
  'dashboards/a.yml': 'name: A\ndescription: S',
  'dashboards/a.json': JSON.stringify({
    title: 'A',
    description: 'S',
    dataSources: { ds: { type: 'ds.search', options: { query } } },
    inputs: { input: { type: 'input.text', options: { token: 'host_name' } } },
  }),
});

/** A token that differs in a single letter from one that an input of the dashboard fills. */
export const dashboardToken = defineRule({
  id: 'dashboard-token',
  severity: 'warning',
  category: 'references',
  what: 'A search of a dashboard has a token that nothing fills, and one that differs in a single letter is filled by an input, a default or a click.',
  why: 'A search with a token that is not filled never starts: the panel waits for its input for ever.',
  fix: 'Write the token as the input does.',
  good: [
    {
      files: board(
        'index=a sourcetype=b host="$host_name$" user="$env:user$" dest=$row.dest.value$ | stats count by host',
      ),
    },
  ],
  bad: [{ files: board('index=a sourcetype=b host="$host_nmae$" | stats count by host') }],
  dashboard({ searches, tokens }, cx) {
    for (const { query } of searches)
      for (const { field, span } of tokensOf(query)) {
        const name = field.replace(/[.:].*$/, '');
        if (name.length < 3 || tokens.has(field) || tokens.has(name)) continue;
        const meant = [...tokens].find((token) => isOneSlip(name, token));
        if (meant !== undefined)
          cx.report(`Nothing fills the token \`$${field}$\`.`, {
            at: { source: query, span },
            help: didYouMean([`$${meant}${field.slice(name.length)}$`]),
          });
      }
  },
});
