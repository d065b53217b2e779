import { tablesWritten } from '../../plan/lookup-reads.js';
import { inputsOf, type NodeOf, type PlanNode } from '../../plan/plan.js';
import { defineRule } from '../define.js';
import { searchPlace } from '../place.js';

const known = (definition: string) => ({
  'lookups/known.yml': `name: known\nlookup_type: csv${definition}`,
  'lookups/known.csv': 'process,note,reason\n*a.exe,*b*,x\n*c.exe,*d*,y\n',
});

/** A column of wildcards that `lookup` compares exactly. */
export const lookupExactWildcards = defineRule({
  id: 'lookup-exact-wildcards',
  severity: 'warning',
  category: 'references',
  what: '`lookup` looks for values in a column whose cells begin or end with asterisks, and the definition of the lookup does not say that they are wildcards.',
  why: 'Without a match type an asterisk in a table is a character, so that no value of an event is ever found.',
  fix: 'Write `match_type: [WILDCARD(column)]` in the definition.',
  good: [
    {
      search: 'index=a sourcetype=b | lookup known process OUTPUT reason | stats count by dest, user, reason',
      files: known('\nmatch_type: [WILDCARD(process)]'),
    },
    {
      search: 'index=a sourcetype=b [| inputlookup known | fields process] | stats count by dest, user',
      files: known(''),
    },
    {
      search: 'index=a sourcetype=b | lookup known reason OUTPUT process | stats count by dest, user, process',
      files: known(''),
    },
    {
      search: '| inputlookup known | lookup known process OUTPUT reason AS user | stats count by user | eval dest=user',
      files: known(''),
    },
  ],
  bad: [
    {
      search: 'index=a sourcetype=b | lookup known process AS Image OUTPUT reason | stats count by dest, user, reason',
      files: known(''),
    },
    {
      search:
        'index=a sourcetype=b [| inputlookup known | fields process] | lookup known process OUTPUT reason | stats count by dest, user, reason',
      files: known('\nmatch_type: [WILDCARD(note)]'),
    },
  ],
  search(search, cx) {
    const nodes = [...(search.flow?.nodes.values() ?? [])].map((flow) => flow.node);
    const written = tablesWritten(nodes);
    for (const node of nodes) {
      if (node.kind !== 'lookup' || written.has(node.table)) continue;
      const wildcards = cx.exactWildcards.get(node.table) ?? [];
      const compared = node.inputs.filter(({ table }) => wildcards.includes(table));
      if (compared.length === 0 || hasOwnRows(node)) continue;
      const at = cx.content.catalog.lookup(node.table)?.at;
      for (const { table: column, span } of compared)
        cx.report(
          `The cells of \`${column}\` begin or end with asterisks, and the lookup \`${node.table}\` compares them exactly.`,
          {
            at: searchPlace(search, span),
            related: at === undefined ? [] : [{ ...at, message: 'the lookup is defined here' }],
            help: [`Write \`match_type: [WILDCARD(${column})]\` in the definition of the lookup.`],
          },
        );
    }
  },
});

/** Whether the values that are looked up may be those of the table itself. */
function hasOwnRows({ table, input }: NodeOf<'lookup'>): boolean {
  const open: PlanNode[] = [input];
  for (let node = open.pop(); node !== undefined; node = open.pop()) {
    if (node.kind === 'generate' && node.rows.from === 'lookup' && node.rows.table === table) return true;
    open.push(...inputsOf(node));
  }
  return false;
}
