import { columnAdvice, columnsMissing, tablesWritten } from '../../plan/lookup-reads.js';
import { defineRule } from '../define.js';
import { searchPlace } from '../place.js';

/** A column that a lookup does not have. */
export const lookupUnknownField = defineRule({
  id: 'lookup-unknown-field',
  severity: 'error',
  category: 'references',
  what: '`lookup` names a column that the table does not have.',
  why: 'Splunk refuses the search: it could not find all of the lookup fields in the table.',
  fix: 'Correct the name. In `a AS b` the column of the table comes first, on both sides of OUTPUT.',
  good: [
    {
      search: 'index=a sourcetype=b | lookup known host AS dest OUTPUT owner AS user | stats count by dest, user',
      files: { 'lookups/known.yml': 'name: known\nlookup_type: csv', 'lookups/known.csv': 'host,owner\nx,bob\n' },
    },
  ],
  bad: [
    {
      search: 'index=a sourcetype=b | lookup known dest AS host OUTPUT owner AS user | stats count by dest, user',
      files: { 'lookups/known.yml': 'name: known\nlookup_type: csv', 'lookups/known.csv': 'host,owner\nx,bob\n' },
    },
    {
      search: 'index=a sourcetype=b | lookup known host AS dest OUTPUT ower AS user | stats count by dest, user',
      files: { 'lookups/known.yml': 'name: known\nlookup_type: kvstore\nfields: [_key, host, owner]' },
    },
  ],
  search(search, cx) {
    const nodes = [...(search.flow?.nodes.values() ?? [])].map((flow) => flow.node);
    const written = tablesWritten(nodes);
    for (const node of nodes) {
      if (node.kind !== 'lookup' || written.has(node.table)) continue;
      const definition = cx.content.catalog.lookup(node.table);
      // What the tables of other apps have is for their site to say.
      if (definition?.at === undefined) continue;
      const columns = cx.columns.get(node.table) ?? definition.fields;
      if (columns.length === 0) continue;
      // Rows of a KV store have their key whether the definition lists it or not (spl-commands 8.3).
      const known = definition.kind === 'kvstore' ? [...columns, '_key'] : columns;
      for (const { table: field, span } of columnsMissing(node, known))
        cx.report(`The lookup table \`${node.table}\` has no column \`${field}\`.`, {
          at: searchPlace(search, span),
          help: columnAdvice(field, columns),
        });
    }
  },
});
