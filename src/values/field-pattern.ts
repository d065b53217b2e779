import { compileWildcard, hasWildcard, wildcardCaptures } from './wildcard.js';

/** Internal fields are fitted by a pattern only if it begins with an underscore itself (spl-commands 1). */
function isOutOfReach(pattern: string, field: string): boolean {
  return field.startsWith('_') && !pattern.startsWith('_');
}

/** Whether a name or pattern of fields is about a field. */
export function fitsPattern(pattern: string, field: string): boolean {
  if (!hasWildcard(pattern)) return pattern === field;
  return !isOutOfReach(pattern, field) && compileWildcard(pattern, { caseSensitive: true })(field);
}

/** What each asterisk of a name or pattern stands for in a field (`wildcardCaptures`); null where it is not about the field. */
export function fieldCaptures(pattern: string, field: string): string[] | null {
  return isOutOfReach(pattern, field) ? null : wildcardCaptures(pattern, field);
}

/** As {@link fitsPattern}, for many fields. */
export function compileFieldPattern(pattern: string): (field: string) => boolean {
  if (!hasWildcard(pattern)) return (field) => field === pattern;
  const test = compileWildcard(pattern, { caseSensitive: true });
  if (pattern.startsWith('_')) return test;
  return (field) => !field.startsWith('_') && test(field);
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
