import { foldCase } from './case-fold.js';

/** How a keyword was written. */
export type KeywordForm = 'word' | 'phrase' | 'term' | 'case';

const major = new Set(' \n\r\t[]<>(){}|!;,\'"*&?+');
const minor = new Set('/:=@.-$#%\\_');
/** URL codes that break terms like blanks (segmenters.conf). */
const codes = /%(?:20|21|26|28|29|2B|2C|3A|3B|3D|5B|5D|7C|0A|2520|2526)$/i;
const codeAt = /^(?:%(?:20|21|26|28|29|2B|2C|3A|3B|3D|5B|5D|7C|0A|2520|2526)|--)/i;

const isBreaker = (character: string): boolean => major.has(character) || minor.has(character);

/** Whether a keyword has to be a term that minor breakers do not end. */
export function isWholeTerm(text: string, form: KeywordForm): boolean {
  return form === 'term' && [...text].some((character) => minor.has(character));
}

/** Whether a term may end before or begin after this place: a breaker, or the end of the text. */
function boundaryBefore(raw: string, at: number, wholeTerm: boolean): boolean {
  if (at === 0) return true;
  const character = raw[at - 1]!;
  if (major.has(character)) return true;
  if (!wholeTerm) return minor.has(character) || codes.test(raw.slice(Math.max(0, at - 5), at));
  return raw.slice(Math.max(0, at - 2), at) === '--' || codes.test(raw.slice(Math.max(0, at - 5), at));
}

function boundaryAfter(raw: string, at: number, wholeTerm: boolean): boolean {
  if (at >= raw.length) return true;
  const character = raw[at]!;
  if (major.has(character)) return true;
  return wholeTerm ? codeAt.test(raw.slice(at, at + 5)) : minor.has(character);
}

/**
 * A keyword, phrase, `TERM(..)` or `CASE(..)` as a test for `_raw` (spl-core 1.9). The text must occur, ignoring case
 * except for CASE, with a breaker or the end of `_raw` on both sides; where it begins or ends with a breaker nothing is
 * asked on that side. `*` at an end lifts the condition there; inside a word it stands for a run without major breaker.
 * `TERM` means an indexed term: the pieces between minor breakers are such terms too, so that only a text that holds a minor breaker
 * must be bounded by major ones.
 */
export function compileKeyword(text: string, form: KeywordForm): (raw: string) => boolean {
  const caseSensitive = form === 'case';
  const fold = caseSensitive ? (value: string): string => value : foldCase;
  const parts = fold(text).split('*');
  const first = parts[0]!;
  const last = parts[parts.length - 1]!;
  const wholeTerm = isWholeTerm(text, form);
  const openStart = first === '' || (!wholeTerm && isBreaker(first[0]!));
  const openEnd = last === '' || (!wholeTerm && isBreaker(last[last.length - 1]!));
  const literals = parts.filter((part) => part !== '');
  if (literals.length === 0) return () => true;
  const anchor = literals[0]!;
  return (raw) => {
    const folded = fold(raw);
    for (let at = folded.indexOf(anchor); at >= 0; at = folded.indexOf(anchor, at + 1)) {
      if (!openStart && !boundaryBefore(folded, at, wholeTerm)) continue;
      if (matchesRest(folded, at + anchor.length, literals, 1, openEnd, wholeTerm)) return true;
    }
    return false;
  };
}

/** The parts after the first, each before the next major breaker; the last one ends at a boundary. */
function matchesRest(
  raw: string,
  from: number,
  literals: readonly string[],
  index: number,
  openEnd: boolean,
  wholeTerm: boolean,
): boolean {
  let position = from;
  for (let i = index; i < literals.length; i++) {
    const limit = endOfRun(raw, position);
    const lastOne = i === literals.length - 1 && !openEnd;
    let at = raw.indexOf(literals[i]!, position);
    while (lastOne && at >= 0 && at <= limit && !boundaryAfter(raw, at + literals[i]!.length, wholeTerm)) {
      at = raw.indexOf(literals[i]!, at + 1);
    }
    if (at < 0 || at > limit) return false;
    position = at + literals[i]!.length;
  }
  return openEnd || boundaryAfter(raw, position, wholeTerm);
}

function endOfRun(raw: string, from: number): number {
  let at = from;
  while (at < raw.length && !major.has(raw[at]!)) at++;
  return at;
}
