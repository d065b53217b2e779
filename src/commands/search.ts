import type { PlanNode } from '../plan/plan.js';
import { searchTerms } from '../syntax/forms.js';
import { defineCommand } from './define.js';

/** Whether rows are events as they are read, of the indexes or of a data set, and not of a command that made fields. */
function areRead(node: PlanNode): boolean {
  return node.kind === 'scan' || node.kind === 'dataset' || (node.kind === 'filter' && areRead(node.input));
}

/** `search`: keeps the events that fit search terms (spl-core 1.7 to 1.10). */
export const search = defineCommand({
  name: 'search',
  kind: 'streaming',
  mode: 'search',
  forms: [searchTerms()],
  options: {},
  lower(args, input, cx) {
    const terms = args.search;
    if (terms === undefined) return input;
    const expression = cx.checkSearch(terms, areRead(input) ? 'read' : 'given');
    return { kind: 'filter', input, condition: { language: 'search', expression }, span: args.span };
  },
  doc: {
    summary: 'Keeps the rows that fit search terms: comparisons, keywords and phrases in `_raw`, wildcards.',
    notes: [
      'OR binds tighter than AND, written or implied; NOT binds tightest. Operators are upper case.',
      'Values compare without letter case; `*` stands for any run of characters; the right side is never a field.',
      '`field!=value` needs the field to exist, `NOT field=value` does not.',
    ],
    examples: [
      {
        title: 'A wildcard and an excluded value',
        spl: 'search process=*powershell* user!=SYSTEM',
        input: [
          { process: 'PowerShell.exe -enc x', user: 'amy' },
          { process: 'powershell.exe', user: 'system' },
          { process: 'cmd.exe', user: 'amy' },
        ],
        output: [{ process: 'PowerShell.exe -enc x', user: 'amy' }],
      },
    ],
  },
});
