/** The names that begin with a prefix, as the rest of a row shape; without a prefix any name. */
export function cleanPrefixPattern(prefix: string): 'any' | readonly string[] {
  return prefix === '' ? 'any' : [`${prefix}*`];
}
