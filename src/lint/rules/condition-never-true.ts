import { judgedTermsOf } from '../conditions/judged-terms.js';
import { meantInstead } from '../conditions/verdict.js';
import { defineRule } from '../define.js';
import { searchPlace } from '../place.js';

/** A condition that no row can meet. */
export const conditionNeverTrue = defineRule({
  id: 'condition-never-true',
  severity: 'warning',
  category: 'conditions',
  what: 'A condition can never hold: the field cannot have the value, two conditions exclude each other, or no row has the field.',
  why: 'Where the condition must hold, the detection never fires; where it is one of several, that part is dead.',
  fix: 'Correct the value or the pattern that the field comes from; join alternatives with OR instead of AND.',
  good: [
    { search: 'index=a sourcetype=b | rex field=m "q=(?<q>[^;]+)" | search q="a b" | stats count by dest' },
    { search: 'index=a sourcetype=b EventCode IN (1, 2) EventCode=2 | stats count by dest' },
    { search: 'index=a sourcetype=b | stats values(user) as user by dest | search user=a user=b' },
    { search: 'index=a sourcetype=b | stats values(*) as * by dest | search user=a user=b' },
    { search: 'index=a sourcetype=b | transaction dest maxspan=5m | search user=a user=b | table dest user' },
    { search: 'index=a sourcetype=b | search user=a | mvexpand user | search user=b | stats count by dest, user' },
    { search: 'index=a sourcetype=b user=a* user=*b | stats count by dest, user' },
    { search: 'index=a sourcetype=b NOT allowed=* | stats count by dest, user' },
    { search: 'tag=process tag=report eventtype=x eventtype=y | stats count by dest, user' },
    { search: 'index=a sourcetype=b | eval u=lower(user) | search u=ABC | stats count by dest, u' },
    { search: 'index=a sourcetype=b | stats count | where count = 0' },
    { search: 'index=a sourcetype=b | stats count(user) as users by dest | where users = 0' },
    {
      search:
        'index=a sourcetype=b | stats count by dest, user | eval s=if(isnull(src), dest, src) | fields dest user s',
    },
    {
      search:
        'index=a sourcetype=b user!=0 | eval u=case(user=0, "none", user=1, "one") | stats count by dest, user, u',
    },
    { search: 'index=a sourcetype=b | stats count by dest, user | eval u=if(isnull(user), "-", user)' },
    { search: 'index=a sourcetype=b | stats count by dest, user | makemv user | eval h=md5(user) | where isnull(h)' },
    { search: 'index=a sourcetype=b | where lower(user) IN ("abc", "A") | stats count by dest, user' },
    { search: 'index=a sourcetype=b | where len(user)=0 OR mvcount(user)<2 | stats count by dest, user' },
    { search: '| mstats avg(cpu.*) as cpu.* where index=m by dest, user' },
    { search: '| mstats avg(cpu.*) as cpu.* where index=m metric_name=cpu.a by dest, user' },
  ],
  bad: [
    { search: 'index=a sourcetype=b | rex field=m "q=(?<q>[^; ]+)" | search q="a b" | stats count by dest, q' },
    { search: 'index=a sourcetype=b | stats count by dest, kind | where kind="x" AND kind="y"' },
    { search: 'index=a sourcetype=b | eval kind=if(x>1,"low","high") | search kind=medium | stats count by dest' },
    { search: 'index=a sourcetype=b | stats count by dest | where count > 10 AND count < 5' },
    { search: 'index=a sourcetype=b | stats count by dest | where user="x"' },
    { search: 'index=a sourcetype=b user=a* user=b* | stats count by dest, user' },
    { search: '| mstats avg(cpu.*) as cpu.* where index=m dest=a* dest=b by dest, user' },
    { search: 'index=a sourcetype=b user=admin* NOT user=a* | stats count by dest, user' },
    { search: 'index=a sourcetype=b | stats count by dest, user | where isnull(user)' },
    { search: 'index=a sourcetype=b | eval u=lower(user) | where u="ABC" | stats count by dest, u' },
    { search: 'index=a sourcetype=b | rex field=m "q=(?<q>\\d+)" | where like(q, "a%") | stats count by dest, q' },
    { search: 'index=a sourcetype=b | stats count by dest, user | where count="many"' },
    { search: 'index=a sourcetype=b | stats count by dest, user | where count < 0' },
    { search: 'index=a sourcetype=b | stats count by dest, user | where count = 0' },
    { search: 'index=a sourcetype=b | stats dc(user) as users by dest | where users < 0' },
    { search: 'index=a sourcetype=b | where lower(user)="ABC" | stats count by dest, user' },
    { search: 'index=a sourcetype=b | where like(upper(user), "%admin%") | stats count by dest, user' },
    { search: 'index=a sourcetype=b | where mvcount(user)=0 OR len(user)<0 | stats count by dest, user' },
    { search: 'index=a sourcetype=b | eval risk=if(lower(user)="Admin", 80, 10) | stats count by dest, user, risk' },
    {
      search:
        'index=a sourcetype=b | eval kind=if(x>1, "low", "high"), n=case(kind="medium", 2, kind="high", 3) | stats count by dest, user, n',
    },
    {
      search: '| inputlookup owners where ownr="bob" | stats count by dest, user',
      files: { 'lookups/owners.yml': 'name: owners\nlookup_type: kvstore\nfields: [_key, dest, user, owner]' },
    },
    { search: 'index=a sourcetype=b | where "user"="x" | stats count by dest, user' },
    { search: 'index=a sourcetype=b | where user!=null() | stats count by dest, user' },
    { search: 'index=a sourcetype=b allowed!=* | stats count by dest, user' },
  ],
  search(search, cx) {
    if (search.flow === undefined) return;
    for (const flow of search.flow.nodes.values()) {
      for (const { verdict, required, span } of judgedTermsOf(flow)) {
        if (verdict.holds !== 'never') continue;
        const effect = required ? 'no row passes' : 'this part is dead';
        cx.report(`This condition never holds, so ${effect}: ${verdict.because}.`, {
          at: searchPlace(search, span),
          whateverFilled: verdict.missing !== undefined,
          help: [
            ...meantInstead(verdict, flow.inputs[0] ?? flow.output),
            ...(verdict.ifSingle ? ['It could hold only for a field with several values in one event.'] : []),
          ],
        });
      }
    }
  },
});
