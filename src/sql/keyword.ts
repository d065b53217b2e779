import type { Span } from '../source/span.js';
import { isWholeTerm, type KeywordForm } from '../values/keyword.js';
import { unsupported } from './refusal.js';

/** A keyword or phrase as a regular expression of RE2 over `_raw` (spl-core 1.9); undefined: it fits everything. */
export function keywordPattern(text: string, form: KeywordForm): string | undefined {
  const parts = text.split('*');
  const literals = parts.filter((part) => part !== '');
  if (literals.length === 0) return undefined;
  const wholeTerm = isWholeTerm(text, form);
  const first = parts[0]!;
  const last = parts[parts.length - 1]!;
  const openStart = first === '' || (!wholeTerm && isBreaker(first[0]!));
  const openEnd = last === '' || (!wholeTerm && isBreaker(last[last.length - 1]!));
  const before = wholeTerm ? `(?:\\A|[${major}]|--|%(?:${codes}))` : `(?:\\A|[${major}${minor}]|%(?:${codes}))`;
  const after = wholeTerm ? `(?:\\z|[${major}]|--|%(?:${codes}))` : `(?:\\z|[${major}${minor}])`;
  const body = literals.map(quoted).join(`[^${major}]*`);
  return `${form === 'case' ? '' : '(?i)'}${openStart ? '' : before}${body}${openEnd ? '' : after}`;
}

const majorSet = new Set(' \n\r\t[]<>(){}|!;,\'"*&?+');
const minorSet = new Set('/:=@.-$#%\\_');
const isBreaker = (character: string): boolean => majorSet.has(character) || minorSet.has(character);
const classOf = (set: ReadonlySet<string>): string =>
  [...set]
    .map((each) =>
      /\s/.test(each) && each !== ' '
        ? { '\n': '\\n', '\r': '\\r', '\t': '\\t' }[each]!
        : each === ' '
          ? ' '
          : `\\${each}`,
    )
    .join('')
    .replace('\\_', '_');
const major = classOf(majorSet);
const minor = classOf(minorSet);
const codes = '20|21|26|28|29|2B|2C|3A|3B|3D|5B|5D|7C|0A|2520|2526';

/** A text that RE2 takes as it is. */
export function quoted(text: string): string {
  let pattern = '';
  for (const character of text) {
    const code = character.codePointAt(0)!;
    if (code < 0x20 || code === 0x7f) pattern += `\\x{${code.toString(16)}}`;
    else pattern += /[\\.+*?()|[\]{}^$]/.test(character) ? `\\${character}` : character;
  }
  return pattern;
}

/**
 * A name or value with asterisks replaced by another with as many, as a regular expression and its replacement, which can refer to nine
 * groups.
 */
export function wildcardReplacement(
  from: string,
  to: string,
  at: Span,
): { readonly pattern: string; readonly by: string } {
  const parts = to.split('*').map((part) => part.replaceAll('\\', '\\\\'));
  if (parts.length > 10) return unsupported('more than nine asterisks', at);
  return {
    pattern: `(?s)\\A${from.split('*').map(quoted).join('(.*)')}\\z`,
    by: parts.reduce((all, part, star) => `${all}\\${star}${part}`),
  };
}
