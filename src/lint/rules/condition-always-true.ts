import { judgedTermsOf } from '../conditions/judged-terms.js';
import { meantInstead } from '../conditions/verdict.js';
import { defineRule } from '../define.js';
import { searchPlace } from '../place.js';

/** A condition that every row meets: an exclusion that excludes nothing. */
export const conditionAlwaysTrue = defineRule({
  id: 'condition-always-true',
  severity: 'warning',
  category: 'conditions',
  what: 'A condition always holds: it excludes a value that the field cannot have, or asks for the absence of a field that no row has.',
  why: 'The exclusion was written to keep known harmless cases out; as it excludes nothing, they fire.',
  fix: 'Correct the value, or the pattern that the field is captured by.',
  good: [
    { search: 'index=a sourcetype=b | rex field=m "q=(?<q>[^;]+)" | search q!="a b" | stats count by dest, q' },
    { search: 'index=a sourcetype=b | stats count by dest, user | where user!="a" OR dest!="b"' },
    { search: 'index=a sourcetype=b | stats values(user) as user by dest | search NOT (user=a user=b)' },
    { search: 'index=a sourcetype=b | where mvcount(user)!=0 | stats count by dest, user' },
    { search: 'index=a sourcetype=b | where 1=1 | stats count by dest, user' },
  ],
  bad: [
    { search: 'index=a sourcetype=b | rex field=m "q=(?<q>[^; ]+)" | search q!="a b" | stats count by dest, q' },
    {
      search:
        'index=a sourcetype=b | rex field=m "id=(?<id>\\d+)" | where NOT id IN ("x1", "x2") | stats count by dest, id',
    },
    { search: 'index=a sourcetype=b | stats count by dest | search NOT user=root' },
    { search: 'index=a sourcetype=b | stats count by dest, user | where user!="a" OR user!="b"' },
    { search: 'index=a sourcetype=b | stats count by dest, user | search NOT (user=a user=b*)' },
    { search: 'index=a sourcetype=b | where NOT upper(user) IN ("root", "admin") | stats count by dest, user' },
    { search: 'index=a sourcetype=b | where "user"!="x" | stats count by dest, user' },
  ],
  search(search, cx) {
    if (search.flow === undefined) return;
    for (const flow of search.flow.nodes.values()) {
      for (const { verdict, span, excludes } of judgedTermsOf(flow)) {
        if (verdict.holds !== 'always') continue;
        const what = excludes ? 'This exclusion excludes nothing' : 'This condition always holds';
        cx.report(`${what}: ${verdict.because}.`, {
          at: searchPlace(search, span),
          help: meantInstead(verdict, flow.inputs[0] ?? flow.output),
        });
      }
    }
  },
});
