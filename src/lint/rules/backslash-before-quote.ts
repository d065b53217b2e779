import { termsOf } from '../../syntax/parts.js';
import { commandsOf, searchesOf } from '../commands-of.js';
import { defineRule } from '../define.js';
import { searchPlace } from '../place.js';

/** `path="C:\Temp\" user="x"`: the backslash escapes the quote, and the text runs on. */
export const backslashBeforeQuote = defineRule({
  id: 'backslash-before-quote',
  severity: 'warning',
  category: 'language',
  what: 'A quoted value ends in a backslash, which escapes the quote, so that the text runs on into what follows.',
  why: 'The value is longer than meant and matches nothing, and the condition after it is lost.',
  fix: 'Write two backslashes before the closing quote.',
  good: [{ search: 'index=a sourcetype=b path="C:\\\\Temp\\\\" user="x" | stats count by dest' }],
  bad: [{ search: 'index=a sourcetype=b path="C:\\\\Temp\\" user="x" | stats count by dest' }],
  search(search, cx) {
    const { source, tree, diagnostics } = search.compiled;
    for (const command of commandsOf(tree)) {
      for (const term of searchesOf(command).flatMap((each) => [...termsOf(each)])) {
        const values = term.kind === 'comparison' ? [term.value] : term.kind === 'in' ? term.values : [];
        for (const value of values) {
          if (value.form === 'quoted' && /\S"\s+(?:AND|OR|NOT|[\w.]+\s*(?:=|!=))/.test(value.text)) {
            cx.report('The backslash before the quote escapes it, and the text runs on.', {
              at: searchPlace(search, value.span),
              help: ['Write two backslashes before the closing quote.'],
            });
          }
        }
      }
    }
    for (const found of diagnostics) {
      if (found.code !== 'unterminated-quote' || found.primary === undefined) continue;
      const before = source.text.lastIndexOf('\\"', found.primary.span.start);
      if (found.primary.source === source && before !== -1)
        cx.report('This backslash escapes the quote; a later quote is then left over.', {
          at: searchPlace(search, { start: before, end: before + 2 }),
          help: ['Write two backslashes before the closing quote.'],
        });
    }
  },
});
