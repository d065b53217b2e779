import { parentPlace } from '../../source/origin-map.js';
import type { Argument, SearchKeyword } from '../../syntax/ast.js';
import { commandWords } from '../../syntax/command-words.js';
import { termsOf } from '../../syntax/parts.js';
import { argumentsOf, commandsOf, searchesOf } from '../commands-of.js';
import { defineRule, type LintSearch } from '../define.js';
import { searchPlace } from '../place.js';

/** Names that are words as well: what stands behind them has to look like their arguments. */
const plainWords = new Set([
  'bucket',
  'convert',
  'fields',
  'lookup',
  'regex',
  'rename',
  'search',
  'table',
  'transaction',
  'where',
]);
/** Commands that take a list of fields to their end. */
const withLists = new Set(['table', 'fields', 'dedup', 'stats', 'eventstats', 'streamstats', 'tstats', 'lookup']);

/** The name of a command where no command begins. */
export const missingPipe = defineRule({
  id: 'missing-pipe',
  severity: 'warning',
  category: 'language',
  what: 'The name of a command stands among search terms, or in a list of fields without a comma before it.',
  why: 'Without the pipe in front of it the command is none: its name and its arguments are words that the event must contain, or fields that no row has.',
  fix: 'Put a pipe in front of the command; write a word to look for in double quotes, and a comma between fields.',
  good: [
    { search: 'index=a sourcetype=b "stats" user=x | stats count by dest' },
    { search: 'index=a sourcetype=b | stats count by dest, table | fields dest, table' },
    { search: 'index=a sourcetype=b | stats count by user database table dest' },
    { search: 'index=a sourcetype=b transaction failed | stats count by dest, user' },
    { search: 'index=a sourcetype=dns search failed | stats count by dest, user' },
    { search: 'index=a sourcetype=search search failed | stats count by dest, user' },
    { search: 'index=a sourcetype=b | search "search" user=x | search dest=search user=y | stats count by dest, user' },
  ],
  bad: [
    { search: 'index=a sourcetype=b user=x stats count min(_time) as firstTime by dest' },
    { search: 'index=a sourcetype=b | stats count by dest user table dest user' },
    { search: 'index=a sourcetype=b | search user=x dedup dest | stats count by dest' },
    { search: 'index=a sourcetype=b | search search user=x | stats count by dest, user' },
    {
      search: 'index=a sourcetype=b | stats count by dest, user | search `known_hosts`',
      files: { 'macros/known_hosts.yml': 'name: known_hosts\ndefinition: search dest!=lab*' },
    },
    {
      search: 'index=a sourcetype=b `known_hosts` | stats count by dest, user',
      files: { 'macros/known_hosts.yml': 'name: known_hosts\ndefinition: search dest!=lab*' },
    },
  ],
  search(search, cx) {
    for (const command of commandsOf(search.compiled.tree)) {
      for (const term of searchesOf(command).flatMap((each) => [...termsOf(each)]))
        if (
          term.kind === 'keyword' &&
          term.form === 'word' &&
          (commandWords.has(term.text) || term.text === 'search') &&
          goesOn(search, term.span.end) &&
          (!plainWords.has(term.text) || isMeantAsSearch(search, term) || hasArguments(search, term.span.end))
        )
          cx.report(`\`${term.text}\` is a word that the event must contain here, not a command.`, {
            at: searchPlace(search, term.span),
            help: [
              isSecondName(search, term)
                ? 'Leave the second `search` out; a macro that begins with it stands behind a pipe alone.'
                : `Write \`| ${term.text}\` for the command, or "${term.text}" for the word.`,
            ],
          });
      if (!withLists.has(command.name)) continue;
      const listed = argumentsOf(command.args);
      for (const [index, argument] of listed.entries())
        if (isNameInList(search, argument, listed[index - 1]) && comesAgain(listed, index))
          cx.report(`\`${argument.name}\` is a field here, not a command.`, {
            at: searchPlace(search, argument.span),
            help: [`Write \`| ${argument.name}\` for the command, or \`, ${argument.name}\` for the field.`],
          });
    }
  },
});

/** Whether it is the `search` behind another one, as in `search search *`. */
function isSecondName({ compiled }: LintSearch, { text, span }: SearchKeyword): boolean {
  return text === 'search' && /(?:^|[|[])\s*search\s+$/i.test(compiled.source.text.slice(0, span.start).slice(-100));
}

/** Whether it is a `search` that somebody wrote as the command: behind another one, or first in the text of a macro. */
function isMeantAsSearch(search: LintSearch, term: SearchKeyword): boolean {
  if (term.text !== 'search') return false;
  const place = parentPlace(search.compiled.source, term.span);
  const isFirstInMacro = place?.calls.length === 1 && place.source.text.slice(0, place.span.start).trim() === '';
  return isFirstInMacro || isSecondName(search, term);
}

/** Whether the name has an argument behind it, as each of these commands has. */
function goesOn({ compiled }: LintSearch, end: number): boolean {
  return /^\s+[\w"'`(*$-]/.test(compiled.source.text.slice(end, end + 100));
}

/** Whether lists, options or clauses stand behind a word, up to the next command. */
function hasArguments({ compiled }: LintSearch, end: number): boolean {
  const rest = compiled.source.text.slice(end, end + 1000);
  return /^[^|]*?(?:[,(]|\s(?:by|as)\s)/i.test(rest);
}

/** Whether a field that stands in front of a name stands behind it again, as in the list of a second command. */
function comesAgain(listed: readonly Argument[], index: number): boolean {
  const earlier = new Set(listed.slice(0, index).flatMap((each) => (each.kind === 'field' ? [each.name] : [])));
  return listed.slice(index + 1).some((each) => each.kind === 'field' && earlier.has(each.name));
}

function isNameInList(
  { compiled }: LintSearch,
  argument: Argument,
  before: Argument | undefined,
): argument is Argument & { kind: 'field' } {
  if (argument.kind !== 'field' || argument.quoted || !commandWords.has(argument.name)) return false;
  if (before?.kind !== 'field' || before.span.end > argument.span.start) return false;
  return !compiled.source.text.slice(before.span.end, argument.span.start).includes(',');
}
