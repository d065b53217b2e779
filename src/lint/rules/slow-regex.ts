import { backtrackingOf } from '../../regex/analyse.js';
import { defineRule } from '../define.js';
import { searchPlace } from '../place.js';

/** A regular expression whose work can double with each character. */
export const slowRegex = defineRule({
  id: 'slow-regex',
  severity: 'warning',
  category: 'cost',
  what: 'A regular expression has a repeated part that can match the same text in several ways.',
  why: 'On a text that nearly matches, every way is tried: the work can double with each character. Splunk gives up at a limit, and the event counts as no match; whoever writes the log can bring that about.',
  fix: 'Leave one way to match: no repetition inside a repetition over the same characters, no alternatives that begin alike.',
  good: [
    { search: String.raw`index=a sourcetype=b | regex x="(?:\\w+\\s)+end" | stats count by dest, user` },
    { search: String.raw`index=a sourcetype=b | where match(x, "^(?:ab?)+$") | stats count by dest, user` },
    { search: String.raw`index=a sourcetype=b | rex field=x "a=(?<a>.*), b=(?<b>.*)" | stats count by dest, user` },
  ],
  bad: [
    { search: String.raw`index=a sourcetype=b | regex x="^(a+)+$" | stats count by dest, user` },
    {
      search: String.raw`index=a sourcetype=b | where match(x, "(?i)-e(nc*o*d*e*d*)*\s+\d") | stats count by dest, user`,
    },
    { search: String.raw`index=a sourcetype=b | rex field=x "(?<a>(\w|\d)+)!" | stats count by dest, user` },
  ],
  drilldowns: true,
  search({ compiled, ...search }, cx) {
    const seen = new Set<string>();
    for (const { pattern, span } of compiled.regexes) {
      // A template is read once for each field that it is filled with.
      if (seen.has(`${span.start} ${pattern}`)) continue;
      seen.add(`${span.start} ${pattern}`);
      const backtracking = backtrackingOf(pattern);
      if (backtracking?.degree !== Number.POSITIVE_INFINITY) continue;
      cx.report(`The work of this regular expression can double with each character: ${backtracking.reason}.`, {
        at: searchPlace({ compiled, ...search }, span),
      });
    }
  },
});
