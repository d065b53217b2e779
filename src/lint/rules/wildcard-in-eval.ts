import { partsOf } from '../../syntax/parts.js';
import { commandsOf, expressionsOf } from '../commands-of.js';
import { defineRule } from '../define.js';
import { searchPlace } from '../place.js';

/** `where x="*foo*"`: an asterisk that is compared as a character. */
export const wildcardInEval = defineRule({
  id: 'wildcard-in-eval',
  severity: 'warning',
  category: 'language',
  what: 'An eval comparison or `IN` compares with a text that has an asterisk in it.',
  why: 'Only `search` knows wildcards; in `where` and `eval` the asterisk is a character, so the comparison practically never holds.',
  fix: 'Use `like(field, "%text%")`, `match(field, "text")`, or the `search` command.',
  good: [{ search: 'index=a sourcetype=b | where like(x, "%foo%") | stats count by dest' }],
  bad: [
    { search: 'index=a sourcetype=b | where x="*foo*" | stats count by dest' },
    { search: 'index=a sourcetype=b | where x IN ("foo*", "bar") | stats count by dest' },
  ],
  search(search, cx) {
    for (const command of commandsOf(search.compiled.tree)) {
      for (const part of expressionsOf(command).flatMap((each) => [...partsOf(each)])) {
        const texts =
          part.kind === 'in'
            ? part.items
            : part.kind === 'binary' && (part.operator === '=' || part.operator === '!=')
              ? [part.left, part.right]
              : [];
        for (const text of texts) {
          // A lone asterisk is a value of some fields (policies, permissions).
          if (text.kind !== 'string' || !/\w/.test(text.value) || !/^\*|\*$/.test(text.value)) continue;
          cx.report(`The asterisk in "${text.value}" is compared as a character.`, {
            at: searchPlace(search, text.span),
            help: [`Write like(field, "${text.value.replaceAll('*', '%')}").`],
          });
        }
      }
    }
  },
});
