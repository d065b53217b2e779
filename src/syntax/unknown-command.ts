/** Commands of other query languages, and what does the same in SPL. */
const advice: ReadonlyMap<string, string> = new Map([
  ['aggregate', 'Write `stats .. by ..`.'],
  ['asc', 'Write `sort field`.'],
  ['count', 'Write `stats count`, with `by` for groups.'],
  ['desc', 'Write `sort -field`.'],
  ['distinct', 'Write `dedup field`, or `stats count by field`.'],
  ['extend', 'Write `eval field=expression`.'],
  ['filter', 'Write `where condition`, or `search` terms.'],
  ['first', 'Write `head 10`.'],
  ['group', 'Write `stats .. by ..`.'],
  ['into', 'This is SPL2, the language of stream processing; escudo reads SPL.'],
  ['having', 'Write `where` after `stats`.'],
  ['last', 'Write `tail 10`.'],
  ['let', 'Write `eval field=expression`.'],
  ['limit', 'Write `head 10`.'],
  ['order', 'Write `sort -field`; 0 in front of the fields lifts the limit of 10,000 rows.'],
  ['orderby', 'Write `sort -field`; 0 in front of the fields lifts the limit of 10,000 rows.'],
  ['parse', 'Write `rex field=x "(?<name>pattern)"`.'],
  ['project', 'Write `table` or `fields`.'],
  ['select', 'Write `table` or `fields`.'],
  ['sum', 'Write `stats sum(field)`.'],
  ['summarize', 'Write `stats .. by ..`.'],
  ['take', 'Write `head 10`.'],
  ['unique', 'Write `dedup field`.'],
]);

/**
 * What to do about a word that is no command: between the texts `before` and `after` it. Undefined where the names that
 * resemble it (`similar`) say enough.
 */
export function adviceForUnknown(name: string, before: string, after: string, similar: boolean): string | undefined {
  const foreign = advice.get(name.toLowerCase());
  if (foreign !== undefined) return foreign;
  if (/^\w*\$$/.test(name)) return 'Text between two `$` is a token of a dashboard: put its value in.';
  const inBrackets = before.trimEnd().endsWith('[');
  if (inBrackets && /^-?\d+$/.test(name)) return 'One of several values is mvindex(field, 0).';
  if (similar) return undefined;
  if (inBrackets) return 'In brackets a search begins with a command: write `search` in front of search terms.';
  if (/\w[<>!]/.test(name) || /^\s*(?:[!<>]?=|[<>])/.test(after))
    return 'Search terms after a pipe begin with the command `search`, conditions with `where`.';
  return /^\w+$/.test(name)
    ? 'Commands that apps bring along are not part of escudo; take this part out to run the rest.'
    : undefined;
}
