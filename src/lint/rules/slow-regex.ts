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
  fix: 'Leave one way to match: no repetition inside a repetition over the same characters, no alternatives that begin alike. Atomic groups (?>..) and possessive repetitions (a++) are tried in one way only.',
  good: [
    { search: String.raw`index=a sourcetype=b | regex x="(?:\\w+\\s)+end" | stats count by dest, user` },
    { search: String.raw`index=a sourcetype=b | where match(x, "^(?:ab?)+$") | stats count by dest, user` },
    { search: String.raw`index=a sourcetype=b | where match(x, "^(?>a+)+$") | stats count by dest, user` },
    { search: String.raw`index=a sourcetype=b | rex field=x "cmd (?<a>(\S+\s?)*)" | stats count by dest, user` },
    { search: String.raw`index=a sourcetype=b | regex x="^([0-9a-f]{1,4}:?){8}$" | stats count by dest, user` },
    { search: String.raw`index=a sourcetype=b | rex field=x "a=(?<a>.*), b=(?<b>.*)" | stats count by dest, user` },
  ],
  bad: [
    { search: String.raw`index=a sourcetype=b | regex x="^(a+)+$" | stats count by dest, user` },
    {
      search: String.raw`index=a sourcetype=b | where match(x, "(?i)-e(nc*o*d*e*d*)*\s+\d") | stats count by dest, user`,
    },
    { search: String.raw`index=a sourcetype=b | rex field=x "(?<a>(\w|\d)+)!" | stats count by dest, user` },
    {
      search: String.raw`index=a sourcetype=b | foreach x* [eval '<<FIELD>>'=replace('<<FIELD>>', "^(a+)+$", "")] | stats count by dest, user`,
    },
  ],
  search(search, cx) {
    for (const { pattern, span } of search.compiled.regexes)
      if (backtrackingOf(pattern)?.certain === true)
        cx.report(
          'The work of this regular expression can double with each character: a repeated part can match the same text in several ways.',
          { at: searchPlace(search, span) },
        );
  },
});
