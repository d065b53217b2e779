import { termsOf } from '../../syntax/parts.js';
import { commandsOf, searchesOf } from '../commands-of.js';
import { defineRule } from '../define.js';
import { searchPlace } from '../place.js';

/** A keyword with an asterisk in front in the search of raw events. */
export const leadingWildcard = defineRule({
  id: 'leading-wildcard',
  severity: 'info',
  category: 'cost',
  what: 'A keyword of the base search begins with an asterisk.',
  why: 'The index knows words by their beginning: such a term reads every event of the time range.',
  fix: 'Begin with the known part of the word, or compare a field.',
  good: [{ search: 'index=a sourcetype=b powershell* | stats count by dest' }],
  bad: [{ search: 'index=a sourcetype=b *shell | stats count by dest' }],
  scheduledSearch(search, cx) {
    const first = search.compiled.tree.commands[0];
    if (first?.kind !== 'command' || first.name !== 'search') return;
    for (const command of commandsOf({ ...search.compiled.tree, commands: [first] })) {
      for (const term of searchesOf(command).flatMap((each) => [...termsOf(each)])) {
        if (term.kind !== 'keyword' || !/^\*+[^*]/.test(term.text)) continue;
        cx.report(`\`${term.text}\` begins with an asterisk, so every event is read.`, {
          at: searchPlace(search, term.span),
        });
      }
    }
  },
});
