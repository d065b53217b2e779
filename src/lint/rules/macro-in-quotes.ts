import { defineRule } from '../define.js';

/** A macro call inside a quoted text. */
export const macroInQuotes = defineRule({
  id: 'macro-in-quotes',
  severity: 'warning',
  category: 'language',
  what: 'A macro call stands inside double quotes.',
  why: 'Macros are not expanded in quotes: the search compares with the name of the macro.',
  fix: 'Take the call out of the quotes.',
  good: [
    {
      search: 'index=a sourcetype=b `known_thing` | stats count by dest',
      files: { 'macros/known_thing.yml': 'name: known_thing\ndefinition: user=x' },
    },
  ],
  bad: [
    {
      search: 'index=a sourcetype=b user="`known_thing`" | stats count by dest',
      files: { 'macros/known_thing.yml': 'name: known_thing\ndefinition: x' },
    },
  ],
  search(search, cx) {
    const { text } = search.written;
    for (const match of text.matchAll(/"(?:[^"\\]|\\.)*"/g)) {
      // The search of `map` is expanded when it runs.
      if (/\bsearch\s*=\s*$/i.test(text.slice(Math.max(0, match.index - 20), match.index))) continue;
      for (const call of match[0].matchAll(/`([A-Za-z_]\w*)(?:\([^`"]*\))?`/g)) {
        if (cx.content.catalog.macros.named(call[1]!).length === 0) continue;
        const start = match.index + call.index;
        cx.report(`The macro \`${call[1]}\` stands in quotes and is never expanded.`, {
          at: { source: search.written, span: { start, end: start + call[0].length } },
        });
      }
    }
  },
});
