import { compileWildcard, hasWildcard } from '../values/wildcard.js';

/** Internal fields are fitted by a pattern only if it begins with an underscore itself (spl-commands 1). */
export function compileFieldPattern(pattern: string): (field: string) => boolean {
  if (!hasWildcard(pattern)) return (field) => field === pattern;
  const test = compileWildcard(pattern, { caseSensitive: true });
  const internal = pattern.startsWith('_');
  return (field) => (internal || !field.startsWith('_')) && test(field);
}

/** Whether a field fits any of the patterns; the answer for each name is remembered. */
export function compileFieldPatterns(patterns: readonly string[]): (field: string) => boolean {
  const tests = patterns.map(compileFieldPattern);
  const known = new Map<string, boolean>();
  return (field) => {
    let fits = known.get(field);
    if (fits === undefined) {
      fits = tests.some((test) => test(field));
      // Field names come from data too: what is remembered stays bounded.
      if (known.size < 10_000) known.set(field, fits);
    }
    return fits;
  };
}

/** The fields of these names that the patterns fit, in pattern order, each once; plain names are listed even if absent. */
export function expandPatterns(patterns: readonly string[], names: readonly string[]): string[] {
  const found = new Set<string>();
  for (const pattern of patterns) {
    if (!hasWildcard(pattern)) {
      found.add(pattern);
      continue;
    }
    const test = compileFieldPattern(pattern);
    for (const name of names) if (test(name)) found.add(name);
  }
  return [...found];
}
