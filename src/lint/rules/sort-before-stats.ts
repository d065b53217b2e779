import { aggregates } from '../../functions/aggregate/index.js';
import { inputsOf } from '../../plan/plan.js';
import { defineRule } from '../define.js';
import { searchPlace } from '../place.js';

/** `sort` directly before an aggregation that does not look at the order. */
export const sortBeforeStats = defineRule({
  id: 'sort-before-stats',
  severity: 'info',
  category: 'cost',
  what: '`sort` stands before an aggregation whose result does not depend on the order.',
  why: 'All rows are held and sorted for nothing; without `0` they are also cut at 10,000.',
  fix: 'Remove the `sort`, or put it after the aggregation.',
  good: [
    { search: 'index=a sourcetype=b | stats count by dest | sort 0 -count' },
    { search: 'index=a sourcetype=b | sort 0 x | stats list(x) by dest' },
  ],
  bad: [{ search: 'index=a sourcetype=b | sort 0 x | stats count by dest' }],
  scheduledSearch(search, cx) {
    for (const { node } of search.flow?.nodes.values() ?? []) {
      if (
        node.kind !== 'aggregate' ||
        node.aggregations.some((each) => aggregates.get(each.function)?.order !== undefined)
      )
        continue;
      const before = inputsOf(node)[0];
      if (before?.kind !== 'sort' || (before.limit !== undefined && before.limit > 0)) continue;
      const { source } = search.compiled;
      const pipe = source.text.lastIndexOf('|', before.span.start);
      const cut = pipe !== -1 && source.text.slice(pipe + 1, before.span.start).trim() === '';
      const blanks = /^[ \t]*/.exec(source.text.slice(before.span.end, before.span.end + 100))?.[0].length ?? 0;
      cx.report('The order of rows has no effect on this aggregation: the `sort` before it is for nothing.', {
        at: searchPlace(search, before.span),
        // With the default limit the sort also cuts rows: taking it away would change the result.
        fixes:
          before.limit === 0 && cut
            ? [{ title: 'Remove the sort', source, span: { start: pipe, end: before.span.end + blanks }, text: '' }]
            : [],
      });
    }
  },
});
