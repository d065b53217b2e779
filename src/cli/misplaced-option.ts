import type { OptionValues } from './option.js';
import type { UsageProblem } from './parse-options.js';

/** An option that says something about another engine than the one that is used. */
export function misplacedOption(engine: string, values: OptionValues): UsageProblem | undefined {
  const owners = { duckdb: ['db'], clickhouse: ['url', 'database', 'user', 'password-file'] };
  for (const [owner, names] of Object.entries(owners)) {
    const found = owner === engine ? undefined : names.find((name) => values.has(name));
    if (found !== undefined)
      return {
        problem: `--${found} is for the engine ${owner}.`,
        help: [`Give --engine ${owner} with it, or leave it out.`],
      };
  }
  const name = engine === 'builtin' ? ['timeout', 'schema'].find((each) => values.has(each)) : undefined;
  if (name !== undefined)
    return { problem: `--${name} is for searches in a database.`, help: ['Give --engine with it, or leave it out.'] };
  return undefined;
}
