import { defineRule } from '../define.js';
import { searchPlace } from '../place.js';

/** A `transaction` that may grow over the whole time range. */
export const unboundedTransaction = defineRule({
  id: 'unbounded-transaction',
  severity: 'warning',
  category: 'cost',
  what: '`transaction` has none of `maxspan`, `maxpause`, `startswith`, `endswith`.',
  why: 'Open transactions are held in memory until the limit, where Splunk evicts them and results change with the load.',
  fix: 'Say how long a transaction lasts with `maxspan` or `maxpause`, or use `stats`.',
  good: [{ search: 'index=a sourcetype=b | transaction dest maxspan=5m' }],
  bad: [{ search: 'index=a sourcetype=b | transaction dest' }],
  scheduledSearch(search, cx) {
    for (const { node } of search.flow?.nodes.values() ?? []) {
      if (
        node.kind !== 'transaction' ||
        node.maxSpan !== undefined ||
        node.maxPause !== undefined ||
        node.startsWith !== undefined ||
        node.endsWith !== undefined
      )
        continue;
      cx.report('This `transaction` has no bound.', {
        at: searchPlace(search, node.span),
        help: ['Add `maxspan=` or `maxpause=`.'],
      });
    }
  },
});
