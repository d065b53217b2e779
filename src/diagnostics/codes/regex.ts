import { defineCodes } from '../define-codes.js';

export const regexCodes = defineCodes({
  'invalid-regex': {
    severity: 'error',
    message: ({ pattern, reason }: { pattern: string; reason: string }) =>
      `Invalid regular expression \`${pattern}\`: ${reason}.`,
    explanation:
      'The pattern is not a regular expression that Splunk (PCRE2) accepts, so the search would fail there too. ' +
      'Patterns in quotes are unescaped once by SPL before the regular expression is read: one literal backslash is written as four, or as three before an escape of the expression. ' +
      'Correct the pattern at the place shown.',
  },
  'regex-budget': {
    severity: 'warning',
    message: ({ pattern }: { pattern: string }) =>
      `Matching \`${pattern}\` was given up on some text: it took too many steps, or the text is too long.`,
    explanation:
      'The pattern can match the same text in very many ways, or the text is longer than the limit, and looking at all of it would take too long. ' +
      'Splunk gives up in the same situation (match_limit in limits.conf). The text counts as not matching, or only its beginning was looked at, so events may have been missed. ' +
      'Avoid a repeat inside a repeat such as `(a+)+`, and several `.*` in a row; anchor the pattern or say which characters a repeat may take.',
  },
});
