import { canonicalCase } from './letter-case.js';

/** The code point that begins at a position; a half of a pair counts as itself. */
export function codeAt(subject: string, pos: number): number {
  const unit = subject.charCodeAt(pos);
  return unit < 0xd800 || unit > 0xdbff ? unit : subject.codePointAt(pos)!;
}

/** Whether a position lies between the halves of a surrogate pair. */
export function insidePair(subject: string, pos: number): boolean {
  const unit = subject.charCodeAt(pos);
  return unit >= 0xdc00 && unit <= 0xdfff && pos > 0 && codeAt(subject, pos - 1) > 0xffff;
}

/** The next shorter end of a greedy run, `least` - 1 when there is none; `follows` (or -1) must come after it. */
export function giveBack(subject: string, from: number, least: number, follows: number): number {
  let pos = from;
  do {
    pos -= insidePair(subject, pos - 1) ? 2 : 1;
  } while (pos >= least && follows >= 0 && subject.charCodeAt(pos) !== follows);
  return pos < least ? least - 1 : pos;
}

/** Whether the texts of `size` units at `a` and `b` are the same. */
export function sameText(subject: string, a: number, b: number, size: number, ignoreCase: boolean): boolean {
  if (b + size > subject.length) return false;
  for (let i = 0; i < size; i++) {
    const left = subject.charCodeAt(a + i);
    const right = subject.charCodeAt(b + i);
    if (left !== right && !(ignoreCase && canonicalCase(left) === canonicalCase(right))) return false;
  }
  return true;
}

/** Whether the character at an offset is one of `[0-9A-Za-z_]`. */
function isWord(subject: string, pos: number): boolean {
  if (pos < 0 || pos >= subject.length) return false;
  const code = subject.charCodeAt(pos);
  return (
    (code >= 0x61 && code <= 0x7a) || (code >= 0x41 && code <= 0x5a) || (code >= 0x30 && code <= 0x39) || code === 0x5f
  );
}

/** Whether an anchor (a number of `anchorCodes`) holds at a position. */
export function anchorHolds(subject: string, pos: number, anchor: number, searchStart: number): boolean {
  const { length } = subject;
  switch (anchor) {
    case 0:
      return pos === 0;
    case 1:
      // Not after a newline that ends the subject.
      return pos === 0 || (pos < length && subject.charCodeAt(pos - 1) === 0x0a);
    case 2:
      return pos === length;
    case 3:
      return pos === length || (pos === length - 1 && subject.charCodeAt(pos) === 0x0a);
    case 4:
      return pos === length || subject.charCodeAt(pos) === 0x0a;
    case 5:
      return pos === searchStart;
    default:
      return (isWord(subject, pos - 1) !== isWord(subject, pos)) === (anchor === 6);
  }
}

const graphemes = new Intl.Segmenter('en', { granularity: 'grapheme' });
const longestGrapheme = 128;

/** The end of the grapheme cluster that begins at a position (`\X`). */
export function graphemeEnd(subject: string, pos: number): number {
  const first = graphemes
    .segment(subject.slice(pos, pos + longestGrapheme))
    [Symbol.iterator]()
    .next();
  return pos + (first.done === true ? 1 : first.value.segment.length);
}
