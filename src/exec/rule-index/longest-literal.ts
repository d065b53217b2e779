/** The longest stretch of a pattern without asterisks: every text that fits contains it. */
export function longestLiteral(pattern: string): string {
  let longest = '';
  for (const part of pattern.split('*')) if (part.length > longest.length) longest = part;
  return longest;
}
