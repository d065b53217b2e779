import { partsOf } from '../../syntax/parts.js';
import { commandsOf, expressionsOf, literalCalls } from '../commands-of.js';
import { defineRule } from '../define.js';
import { searchPlace } from '../place.js';

/** `like(x, "*foo*")`: the wildcards of LIKE are `%` and `_`. */
export const likeWithAsterisk = defineRule({
  id: 'like-with-asterisk',
  severity: 'warning',
  category: 'language',
  what: '`like` is given a pattern with an asterisk and without `%`.',
  why: 'The wildcards of `like` are `%` and `_`; an asterisk is a character.',
  fix: 'Write `%` for any text.',
  good: [{ search: 'index=a sourcetype=b | where like(x, "%foo%") | stats count by dest' }],
  bad: [{ search: 'index=a sourcetype=b | where like(x, "*foo*") | stats count by dest' }],
  search(search, cx) {
    for (const command of commandsOf(search.compiled.tree)) {
      const literals = [...literalCalls(command, 'like', 1)].map((each) => each.literal);
      for (const part of expressionsOf(command).flatMap((each) => [...partsOf(each)])) {
        if (part.kind === 'binary' && part.operator === 'like' && part.right.kind === 'string')
          literals.push(part.right);
      }
      for (const { value, span } of literals) {
        if (!/^\*|\*$/.test(value) || value.includes('%')) continue;
        const place = searchPlace(search, span);
        const text = `"${value.replaceAll('*', '%')}"`;
        const plain = search.compiled.source.text.slice(span.start, span.end) === `"${value}"`;
        cx.report(`The asterisk in "${value}" is a character for \`like\`.`, {
          at: place,
          help: [`Write ${text}.`],
          fixes: plain ? [{ title: 'Write % for any text', source: place.source, span, text }] : [],
        });
      }
    }
  },
});
