import { parsePattern } from './parse.js';
import { PatternError } from './pattern-error.js';

/** The names of the groups of a pattern in order of appearance, each once; undefined for a broken pattern. */
export function parseNamedGroups(pattern: string): readonly string[] | undefined {
  try {
    return [...parsePattern(pattern).names.keys()];
  } catch (error) {
    if (error instanceof PatternError) return undefined;
    throw error;
  }
}
