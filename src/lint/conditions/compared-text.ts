import type { ComparedText } from '../../plan/fields/constraint.js';
import { compileWildcard } from '../../values/wildcard.js';

/** Whether a text is a number, so that it is compared as one. */
export function isNumber(text: string): boolean {
  return text.trim() !== '' && Number.isFinite(Number(text));
}

/** Whether a value of this text is what is compared with; numbers compare as numbers. */
export function fits(compared: ComparedText, text: string): boolean {
  if (compared.wildcard) return compileWildcard(compared.text, { caseSensitive: !compared.ignoreCase })(text);
  if (compared.ignoreCase ? compared.text.toLowerCase() === text.toLowerCase() : compared.text === text) return true;
  return isNumber(compared.text) && isNumber(text) && Number(compared.text) === Number(text);
}

/** Longest wildcard text that is compared with another: the work grows with the product of the two. */
const longest = 2_000;

/** Whether some value is both; true also where that is not found out. */
export function mayBothFit(a: ComparedText, b: ComparedText): boolean {
  if (!a.wildcard) return fits(b, a.text);
  if (!b.wildcard) return fits(a, b.text);
  if (a.text.length > longest || b.text.length > longest) return true;
  const ignoreCase = a.ignoreCase || b.ignoreCase;
  return wildcardsMeet(ignoreCase ? a.text.toLowerCase() : a.text, ignoreCase ? b.text.toLowerCase() : b.text);
}

/** Whether every value that the first stands for is one of the second; false also where that is not found out. */
export function isWithin(inner: ComparedText, outer: ComparedText): boolean {
  if (!inner.wildcard) return fits(outer, inner.text);
  // An asterisk of the inner text is matched by one of the outer only.
  return outer.wildcard && (outer.ignoreCase || !inner.ignoreCase) && fits(outer, inner.text);
}

/** Whether two texts in which `*` stands for any run of characters have one in common: row by row of the table of their ends. */
function wildcardsMeet(a: string, b: string): boolean {
  // meets[j]: the rest of `a` from the present row on and the rest of `b` from j on have a text in common.
  let below: boolean[] = [];
  for (let i = a.length; i >= 0; i--) {
    const row: boolean[] = new Array(b.length + 1);
    for (let j = b.length; j >= 0; j--) {
      if (i === a.length && j === b.length) row[j] = true;
      else if (a[i] === '*') row[j] = below[j]! || (j < b.length && row[j + 1]!);
      else if (b[j] === '*') row[j] = row[j + 1]! || (i < a.length && below[j]!);
      else row[j] = i < a.length && j < b.length && a[i] === b[j] && below[j + 1]!;
    }
    below = row;
  }
  return below[0]!;
}
