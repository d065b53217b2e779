import { compileRegex, type RegexCompilation, type RegexOptions } from './regex.js';

/** Compiles patterns and remembers the latest ones. */
export type RegexCompiler = (
  pattern: string,
  flags?: Pick<RegexOptions, 'ignoreCase' | 'multiline' | 'dotAll'>,
) => RegexCompilation;

/** A compiler with its own bounded cache; patterns that come from field values repeat, but not for ever. */
export function createRegexCompiler(options: RegexOptions = {}, capacity = 1_000): RegexCompiler {
  const cache = new Map<string, RegexCompilation>();
  return (pattern, flags = {}) => {
    const { ignoreCase = options.ignoreCase, multiline = options.multiline, dotAll = options.dotAll } = flags;
    const key = `${ignoreCase === true ? 'i' : ''}${multiline === true ? 'm' : ''}${dotAll === true ? 's' : ''}/${pattern}`;
    const known = cache.get(key);
    if (known !== undefined) {
      // The order of a Map is that of insertion: the oldest use comes first.
      cache.delete(key);
      cache.set(key, known);
      return known;
    }
    const compilation = compileRegex(pattern, {
      ...options,
      ignoreCase: ignoreCase ?? false,
      multiline: multiline ?? false,
      dotAll: dotAll ?? false,
    });
    cache.set(key, compilation);
    if (cache.size > capacity) cache.delete(cache.keys().next().value!);
    return compilation;
  };
}
