import { defineRule } from '../define.js';
import { searchPlace } from '../place.js';

/** A `join` of raw events, which `stats` would bring together without the limits of a subsearch. */
export const joinInsteadOfStats = defineRule({
  id: 'join-instead-of-stats',
  severity: 'info',
  category: 'cost',
  what: '`join` brings together rows that `stats ... by` could bring together.',
  why: 'The subsearch of a join is cut at 50,000 rows and a minute of time, silently, and runs before the search.',
  fix: 'Search both kinds of events at once and aggregate by the key with `stats`.',
  good: [{ search: 'index=a sourcetype=b | stats values(x) as x, values(y) as y by dest' }],
  bad: [{ search: 'index=a sourcetype=b | join dest [search index=c sourcetype=d | stats count by dest]' }],
  scheduledSearch(search, cx) {
    for (const { node } of search.flow?.nodes.values() ?? []) {
      if (node.kind === 'join' && node.keys !== undefined) {
        cx.report('This `join` is cut at the limits of subsearches.', {
          at: searchPlace(search, { start: node.span.start, end: Math.min(node.span.end, node.span.start + 4) }),
          help: ['`stats ... by` over both kinds of events has no such limit.'],
        });
      }
    }
  },
});
