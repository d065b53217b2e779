import { neverMatches } from '../../regex/never-matches.js';
import { defineRule } from '../define.js';
import { searchPlace } from '../place.js';

/** A regular expression that no text fits. */
export const regexNeverMatches = defineRule({
  id: 'regex-never-matches',
  severity: 'warning',
  category: 'conditions',
  what: 'A regular expression asks for the start of the text behind characters that must come before it, such as the line end and the blanks of a pattern written over several lines.',
  why: 'No text fits it: fields are never extracted, conditions never hold, and nothing says so.',
  fix: 'Begin the pattern with `^`, or write (?x) before it so that white space in it means nothing.',
  good: [
    { search: String.raw`index=a sourcetype=b | rex "^(?<a>\S+)" | stats count by dest, user` },
    { search: 'index=a sourcetype=b | rex "(?x)\n  ^ (?<a>\\\\S+) \\\\s\n" | stats count by dest, user' },
    { search: String.raw`index=a sourcetype=b | where match(x, "(?m)a\s^b") | stats count by dest, user` },
    { search: String.raw`index=a sourcetype=b | where match(x, "(?:\s*|,)^b|[ ^]c") | stats count by dest, user` },
  ],
  bad: [
    { search: 'index=a sourcetype=b | rex "\n  ^(?<a>\\\\S+)\n" | stats count by dest, user' },
    { search: String.raw`index=a sourcetype=b | where match(x, "(?:a|b\w*)^c") | stats count by dest, user` },
  ],
  search(search, cx) {
    for (const { pattern, span } of search.compiled.regexes)
      if (neverMatches(pattern))
        cx.report('No text fits this regular expression: `^` stands behind characters that must come before it.', {
          at: searchPlace(search, span),
        });
  },
});
