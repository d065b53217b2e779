import { codes } from '../../diagnostics/codes.js';
import type { LintRule } from '../define.js';

/** What a reader should know about a code: of a rule, or of a diagnostic of loading and compiling. */
export interface Explanation {
  readonly id: string;
  readonly short: string;
  readonly long: string;
  readonly category: string;
}

const own: Readonly<Record<string, string>> = {
  'suppression-without-reason':
    'A comment hides findings without saying why. Without a reason nobody can tell later whether it is still right.',
  'suppression-unused': 'A comment or an entry of escudo.yml hides nothing. It may hide a mistake that is made later.',
};

/** Explains a code. */
export function explain(id: string, rules: readonly LintRule[]): Explanation {
  const rule = rules.find((each) => each.id === id);
  if (rule !== undefined)
    return { id, short: rule.what, long: `${rule.what} ${rule.why} ${rule.fix}`, category: rule.category };
  const spec = Object.hasOwn(codes, id) ? (codes as Record<string, { explanation: string }>)[id] : undefined;
  const long = spec?.explanation ?? own[id] ?? id;
  const end = long.indexOf('. ');
  return {
    id,
    short: end === -1 ? long : long.slice(0, end + 1),
    long,
    category: spec === undefined ? 'suppressions' : 'language',
  };
}
