import { defineRule } from '../define.js';

/** A search of ESCU 6.x with white space around it. */
export const searchWhiteSpace = defineRule({
  id: 'search-white-space',
  severity: 'warning',
  category: 'metadata',
  what: 'The search of a detection of ESCU 6.x begins or ends with white space, other than the line end that a block keeps.',
  why: 'The build of ESCU 6.x refuses such a search; it is the one thing about searches that it looks at.',
  fix: 'Write the search as `search: |-`, without blanks and blank lines around it.',
  contentctl: ['no white space around the search (ESCU 6)'],
  good: [
    {
      yaml: "creation_date: '2026-01-01'\nmodification_date: '2026-01-01'\ncategory: endpoint\nsearch: |-\n  index=a sourcetype=b\n  | stats count by dest, user\n  | `example_detection_filter`",
    },
    {
      yaml: "creation_date: '2026-01-01'\nmodification_date: '2026-01-01'\ncategory: endpoint\nsearch: |\n  index=a sourcetype=b\n  | stats count by dest, user\n  | `example_detection_filter`",
    },
    { yaml: 'search: |\n  index=a sourcetype=b\n  | stats count by dest, user\n  | `example_detection_filter`' },
  ],
  bad: [
    {
      yaml: "creation_date: '2026-01-01'\nmodification_date: '2026-01-01'\ncategory: endpoint\nsearch: |+\n  index=a sourcetype=b\n  | stats count by dest, user\n  | `example_detection_filter`\n\n",
    },
    {
      yaml: 'creation_date: 2026-01-01\nmodification_date: 2026-01-01\ncategory: endpoint\nsearch: " index=a sourcetype=b | stats count by dest, user | `example_detection_filter`"',
    },
  ],
  detection({ format, search }, cx) {
    const { text } = search;
    const trimmed = text.trim();
    // The line end that `|` and `>` keep stands behind many published searches.
    if (format !== 'escu6' || trimmed === '' || trimmed === text.replace(/\r?\n$/, '')) return;
    const start = text.indexOf(trimmed);
    const end = start + trimmed.length;
    const isBefore = start > 0;
    cx.report(`The search ${isBefore ? 'begins' : 'ends'} with white space.`, {
      at: { source: search, span: isBefore ? { start: 0, end: start } : { start: end - 1, end } },
      help: ['Write `search: |-`, without blanks and blank lines around the text.'],
    });
  },
});
