import { termsOf } from '../../syntax/parts.js';
import { commandsOf, searchesOf } from '../commands-of.js';
import { defineRule } from '../define.js';
import { searchPlace } from '../place.js';

const operatorWord = /^(?:and|or|not)$/i;

/** `and`, `or`, `not`, `in (` in lower case in a search, where they are words to look for. */
export const lowercaseOperator = defineRule({
  id: 'lowercase-operator',
  severity: 'warning',
  category: 'language',
  what: '`and`, `or`, `not` or `in (` in lower case stands between search terms, or `IN` without parentheses.',
  why: 'In `search` operators are upper case: in lower case it is a word that the event must contain.',
  fix: 'Write the operator in upper case, or the word in double quotes.',
  good: [{ search: 'index=a sourcetype=b (x=1 OR x=2) | stats count by dest' }],
  bad: [
    { search: 'index=a sourcetype=b x=1 or x=2 | stats count by dest' },
    { search: 'index=a sourcetype=b x in (1) | stats count by dest' },
    { search: 'index=a sourcetype=b x IN "1" "2" | stats count by dest' },
  ],
  search(search, cx) {
    for (const command of commandsOf(search.compiled.tree)) {
      for (const term of searchesOf(command).flatMap((each) => [...termsOf(each)])) {
        if (term.kind !== 'keyword' || term.form !== 'word') continue;
        const behind = search.compiled.source.text.slice(term.span.end, term.span.end + 100);
        if (term.text === 'IN' && /^\s+["*\w]/.test(behind)) {
          cx.report('`IN` is a word that the event must contain here: its list lacks the parentheses.', {
            at: searchPlace(search, term.span),
            help: ['Write `field IN (a, b)`.'],
          });
          continue;
        }
        const list = /^in$/i.test(term.text) && /^\s*\(/.test(behind);
        if (!list && !operatorWord.test(term.text)) continue;
        const { source, span } = searchPlace(search, term.span);
        const operator = term.text.toUpperCase();
        cx.report(`\`${term.text}\` is a word that the event must contain here, not an operator.`, {
          at: { source, span },
          help: [`Operators are upper case: ${operator}.`],
          fixes: [{ title: 'Write it in upper case', source, span, text: operator }],
        });
      }
    }
  },
});
