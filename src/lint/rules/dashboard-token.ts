import { didYouMean, isOneSlip } from '../../support/suggest.js';
import { defineRule } from '../define.js';
import { tokensOf } from '../tokens.js';

const board = (query: string, token = 'host_name') => ({
  'dashboards/a.yml': 'name: A\ndescription: S',
  'dashboards/a.json': JSON.stringify({
    title: 'A',
    description: 'S',
    dataSources: { ds: { type: 'ds.search', options: { query } } },
    inputs: { input: { type: 'input.text', options: { token } } },
  }),
});

/** Tokens that Splunk fills: with what was clicked, and with what a trellis or a search is about. */
const given = new Set(['row', 'click', 'name', 'value', 'trellis', 'result', 'env']);

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
    { files: board('index=a sourcetype=b host="$hosts:result.count$" | stats count by host', 'host') },
    { files: board('index=a sourcetype=b host="$row.x.value$" | stats count by host', 'rows') },
    { files: board('index=a sourcetype=b host="$value$" | stats count by host', 'values') },
  ],
  bad: [
    { files: board('index=a sourcetype=b host="$host_nmae$" | stats count by host') },
    { files: board('index=a sourcetype=b earliest=$tmie.earliest$ | stats count by host', 'time') },
  ],
  dashboard({ searches, tokens }, cx) {
    for (const { query } of searches)
      for (const { field, span } of tokensOf(query)) {
        // `$ds:result.count$` is of the rows of a data source, `$env:user$` of who looks at it.
        if (field.includes(':')) continue;
        const [name] = field.split('.', 1) as [string];
        if (name.length < 3 || given.has(name) || tokens.has(field) || tokens.has(name)) continue;
        const meant = [...tokens].find((token) => isOneSlip(name, token));
        if (meant !== undefined)
          cx.report(`Nothing fills the token \`$${field}$\`.`, {
            at: { source: query, span },
            help: didYouMean([`$${meant}${field.slice(name.length)}$`]),
          });
      }
  },
});
