import { commandsOf, literalCalls } from '../commands-of.js';
import { defineRule } from '../define.js';
import { searchPlace } from '../place.js';

/** `match(x, "cmd.exe")`, `match(x, "C:\\Windows")`: a text where a regular expression is read. */
export const regexAsText = defineRule({
  id: 'regex-as-text',
  severity: 'info',
  category: 'language',
  what: 'What looks like a plain text stands where a regular expression is read: in `match` and `replace` a file or host name whose dot is not escaped, anywhere a Windows path whose backslashes are not.',
  why: 'A dot stands for any character, so more matches than is written. A backslash takes away the letter after it: `\\W` is no `W` but any character that is part of no word, so that the path itself never matches.',
  fix: 'Escape the dot, or compare with `=` or `like`. In a quoted text write a backslash of a path as `\\\\\\\\`.',
  good: [
    { search: 'index=a sourcetype=b | where match(x, "cmd\\.exe$") | stats count by dest' },
    { search: String.raw`index=a sourcetype=b | where match(x, "C:\\\\Windows\\\\Temp") | stats count by dest` },
    {
      search: String.raw`index=a sourcetype=b | where match(x, "^\w:\\\\Users\\\\[^\\\\]+\\\\Downloads") | stats count by dest`,
    },
  ],
  bad: [
    { search: 'index=a sourcetype=b | where match(x, "cmd.exe") | stats count by dest' },
    { search: String.raw`index=a sourcetype=b | where match(x, "C:\Windows\Temp") | stats count by dest` },
    { search: String.raw`index=a sourcetype=b | regex x="C:\Windows\Temp" | stats count by dest` },
    {
      search: String.raw`index=a sourcetype=b | eval x=replace(x, "(?i)c:\users\public", "") | stats count by dest, x`,
    },
  ],
  search(search, cx) {
    for (const { pattern, span } of search.compiled.regexes) {
      const path = lostPath.exec(pattern);
      if (path === null) continue;
      cx.report(`In the regular expression "${pattern}" \`${path[1]}\` is not a backslash and a letter.`, {
        at: searchPlace(search, span),
        severity: 'warning',
        help: [String.raw`In a quoted text each backslash of a path is written as \\\\: "C:\\\\Windows".`],
      });
    }
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

/** A drive, one backslash and a word: `C:\Windows`; `\w:\\Users` and `[A-Z]:\\w+` are meant as patterns. */
const lostPath = /(?<![\\\]])\b[A-Za-z]:(\\[A-Za-z])[A-Za-z]+/;
