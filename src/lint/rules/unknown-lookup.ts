import { lookupCalls } from '../../plan/lookup-reads.js';
import { didYouMean, suggest } from '../../support/suggest.js';
import { defineRule, type LintSearch } from '../define.js';
import { namePlace, searchPlace } from '../place.js';

/** A lookup that nobody defines. */
export const unknownLookup = defineRule({
  id: 'unknown-lookup',
  severity: 'error',
  category: 'references',
  what: 'The search reads a lookup that neither the repository nor a known app defines.',
  why: 'Splunk refuses the search.',
  fix: 'Correct the name, add the lookup, or name it under `provided.lookups` in escudo.yml when another app brings it.',
  contentctl: ['each lookup/inputlookup/outputlookup name exists'],
  good: [
    {
      search: 'index=a sourcetype=b | lookup known dest OUTPUT user | stats count by dest, user',
      files: { 'lookups/known.yml': 'name: known\nlookup_type: kvstore\nfields: [_key, dest, user]' },
    },
  ],
  bad: [
    { search: 'index=a sourcetype=b | lookup unknown dest OUTPUT user | stats count by dest, user' },
    { search: '| inputlookup unknown.csv | stats count by dest' },
    {
      search:
        'index=a sourcetype=b | eval user=json_extract(lookup("unknown", json_object("dest", dest), json_array("user")), "user") | stats count by dest, user',
    },
  ],
  search(search, cx) {
    for (const { table, span, exact, writes } of tablesOf(search)) {
      if (cx.content.catalog.lookup(table) !== undefined || cx.provided.lookups.has(table)) continue;
      const close = suggest(table, cx.content.catalog.lookupNames());
      cx.report(`There is no lookup \`${table}\`.`, {
        at: exact ? searchPlace(search, span) : namePlace(search, span, table),
        help: didYouMean(close.slice(0, 1)),
        // A table file may be made by the search that writes it.
        severity: writes ? 'warning' : 'error',
      });
    }
  },
});

function tablesOf(search: LintSearch) {
  const nodes = [...(search.flow?.nodes.values() ?? [])].map((flow) => flow.node);
  return nodes.flatMap((node) => {
    if (node.kind === 'lookup') return [{ table: node.table, span: node.tableSpan, exact: true, writes: false }];
    if (node.kind === 'generate' && node.rows.from === 'lookup')
      return [{ table: node.rows.table, span: node.span, exact: false, writes: node.rows.file }];
    if (node.kind === 'write' && node.target.kind === 'lookup')
      return [{ table: node.target.name, span: node.span, exact: false, writes: true }];
    return [...lookupCalls(node)].map((table) => ({ table, span: node.span, exact: false, writes: false }));
  });
}
