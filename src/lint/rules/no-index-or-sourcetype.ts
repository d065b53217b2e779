import { readsOfSearch } from '../../plan/fields/field-reads.js';
import { defineRule } from '../define.js';
import { searchPlace } from '../place.js';

const narrowing = new Set([
  'index',
  'sourcetype',
  'source',
  'eventtype',
  'tag',
  'host',
  'splunk_server',
  '_index_earliest',
]);

/** A search over events that does not say which. */
export const noIndexOrSourcetype = defineRule({
  id: 'no-index-or-sourcetype',
  severity: 'warning',
  category: 'cost',
  what: 'The base search names no index, sourcetype, source, event type or tag.',
  why: 'It reads every event of the default indexes, and finds rows of logs that the author never thought of.',
  fix: 'Begin with the macro of the log, or with `index=` and `sourcetype=`.',
  good: [{ search: 'index=a EventCode=1 | stats count by dest' }],
  bad: [{ search: 'EventCode=1 user=x | stats count by dest' }],
  search(search, cx) {
    const nodes = [...(search.flow?.nodes.values() ?? [])];
    for (const { node } of nodes) {
      if (node.kind !== 'filter' || node.input.kind !== 'scan' || node.condition.language !== 'search') continue;
      const { expression } = node.condition;
      if (expression.kind === 'everything') continue;
      const pipelines: Parameters<typeof readsOfSearch>[1] = [];
      const reads = readsOfSearch(expression, pipelines);
      // A subsearch may bring any condition.
      if (
        (pipelines?.length ?? 0) > 0 ||
        reads.some((read) => narrowing.has(read.name) || read.name.startsWith('tag::'))
      )
        continue;
      const { start, end } = expression.span;
      const line = /\r?\n/.exec(search.compiled.source.text.slice(start, end))?.index;
      cx.report('The base search does not say which log it reads.', {
        at: searchPlace(search, { start, end: line === undefined ? end : start + line }),
      });
    }
  },
});
