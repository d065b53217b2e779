import { commandsOf, literalCalls } from '../commands-of.js';
import { defineRule } from '../define.js';
import { searchPlace } from '../place.js';

/** `match(x, "cmd.exe")`, `match(x, "*foo*")`: a text or wildcard where a regular expression is read. */
export const regexAsText = defineRule({
  id: 'regex-as-text',
  severity: 'info',
  category: 'language',
  what: '`match` or `replace` is given what looks like a plain text: a file or host name whose dot is not escaped.',
  why: 'A dot stands for any character, so more matches than is written.',
  fix: 'Escape the dot, or compare with `=` or `like`.',
  good: [{ search: 'index=a sourcetype=b | where match(x, "cmd\\.exe$") | stats count by dest' }],
  bad: [{ search: 'index=a sourcetype=b | where match(x, "cmd.exe") | stats count by dest' }],
  search(search, cx) {
    for (const command of commandsOf(search.compiled.tree)) {
      for (const name of ['match', 'replace']) {
        for (const { literal } of literalCalls(command, name, 1)) {
          if (
            !/^[\w-]+\.(?:exe|dll|ps1|bat|cmd|vbs|js|com|net|org|local|json|xml|txt|php|aspx?|jsp)$/i.test(
              literal.value,
            )
          )
            continue;
          cx.report(`The dot in "${literal.value}" stands for any character.`, {
            at: searchPlace(search, literal.span),
            help: [`Write "${literal.value.replaceAll('.', '\\.')}".`],
          });
        }
      }
    }
  },
});
