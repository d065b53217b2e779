/**
 * The one definition of "without regard to letter case" (spl-core 1.5): two texts are equal when their folded forms are.
 * Lower case, except that the final sigma becomes the ordinary one: the language's own lowering looks at the end of
 * the word, so the folded parts of a pattern would not be parts of the folded text.
 */
export function foldCase(text: string): string {
  const lower = text.toLowerCase();
  return lower.includes('ς') ? lower.replaceAll('ς', 'σ') : lower;
}
