/** Texts whose folded form is remembered, by their length: a power of two. */
const remembered = 64;
/** Longer texts are folded anew: they would be held. */
const longest = 4_096;
const texts: string[] = new Array(remembered).fill('');
const folded: string[] = new Array(remembered).fill('');

/**
 * The one definition of "without regard to letter case" (spl-core 1.5): two texts are equal when their folded forms are.
 * Lower case, except that the final sigma becomes the ordinary one: the language's own lowering looks at the end of
 * the word, so the folded parts of a pattern would not be parts of the folded text. The last texts are remembered: many
 * conditions ask for the value of the same field, one after the other.
 */
export function foldCase(text: string): string {
  const { length } = text;
  if (length > longest) return fold(text);
  const place = length & (remembered - 1);
  if (texts[place] === text) return folded[place]!;
  const result = fold(text);
  texts[place] = text;
  folded[place] = result;
  return result;
}

function fold(text: string): string {
  const lower = text.toLowerCase();
  return lower.includes('ς') ? lower.replaceAll('ς', 'σ') : lower;
}
