import type { SearchExpression } from '../../syntax/ast.js';
import { termsOf } from '../../syntax/parts.js';
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
  bad: [
    { search: 'EventCode=1 user=x | stats count by dest' },
    { search: 'index=* EventCode=1 user=x | stats count by dest' },
  ],
  scheduledSearch(search, cx) {
    const nodes = [...(search.flow?.nodes.values() ?? [])];
    for (const { node } of nodes) {
      if (node.kind !== 'filter' || node.input.kind !== 'scan' || node.condition.language !== 'search') continue;
      const { expression } = node.condition;
      if (expression.kind === 'everything') continue;
      if ([...termsOf(expression)].some(saysWhich)) continue;
      const { start, end } = expression.span;
      const line = /\r?\n/.exec(search.compiled.source.text.slice(start, end))?.index;
      cx.report('The base search does not say which log it reads.', {
        at: searchPlace(search, { start, end: line === undefined ? end : start + line }),
      });
    }
  },
});

/** Whether a term tells one log from others. A subsearch may bring any condition. */
function saysWhich(term: SearchExpression): boolean {
  if (term.kind === 'subsearch') return true;
  if (term.kind === 'in') return narrowing.has(term.field) || term.field.startsWith('tag::');
  return (
    term.kind === 'comparison' &&
    (narrowing.has(term.field) || term.field.startsWith('tag::')) &&
    !/^\*+$/.test(term.value.text)
  );
}
