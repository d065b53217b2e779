import { compileSearch } from '../compile/compile.js';
import type { Baseline } from '../content/baseline.js';
import type { Detection } from '../content/detection.js';
import { fieldFlow } from '../plan/fields.js';
import type { Source } from '../source/source.js';
import type { ContentOverview } from './content-overview.js';
import type {
  FindingDetails,
  LintDiagnostic,
  LintEnvironment,
  LintRule,
  LintSearch,
  OverviewContext,
  RuleContext,
} from './define.js';
import { anchored } from './place.js';

/** Limits of escudo, not mistakes of the content. */
const ownLimits = new Set(['unsupported', 'macro-eval-unavailable']);

/** What compiling a detection or baseline says, and what the rules say about it and its search. Nothing of it is kept. */
export function lintOwner(
  owner: Detection | Baseline,
  rules: readonly LintRule[],
  environment: LintEnvironment,
): LintDiagnostic[] {
  const found: LintDiagnostic[] = [];
  const compiled = compileSearch(owner.search, { macros: environment.content.catalog.macros });
  for (const each of compiled.diagnostics)
    found.push(anchored(ownLimits.has(each.code) ? { ...each, severity: 'info' } : each, owner.file));
  const detection = 'format' in owner ? owner : undefined;
  const flow = compiled.plan === undefined ? undefined : fieldFlow(compiled.plan, environment.schemas);
  const search: LintSearch = { owner, detection, compiled, flow };
  for (const rule of rules) {
    if (rule.search === undefined && rule.detection === undefined && rule.baseline === undefined) continue;
    const cx: RuleContext = { ...environment, report: reporterOf(rule, found, owner.file) };
    rule.search?.(search, cx);
    if (detection !== undefined) rule.detection?.(detection, cx);
    else rule.baseline?.(owner as Baseline, cx);
  }
  return found;
}

/** What the rules say about macros, lookups and other things that searches share, and about all content together. */
export function lintOverview(
  content: ContentOverview,
  rules: readonly LintRule[],
  environment: LintEnvironment,
): LintDiagnostic[] {
  const found: LintDiagnostic[] = [];
  for (const rule of rules) {
    const cx: OverviewContext = { ...environment, content, report: reporterOf(rule, found, undefined) };
    for (const each of rule.macro === undefined ? [] : content.macros) rule.macro?.(each, cx);
    for (const each of rule.lookup === undefined ? [] : content.lookups) rule.lookup?.(each, cx);
    for (const each of rule.deployment === undefined ? [] : content.deployments) rule.deployment?.(each, cx);
    for (const each of rule.dataSource === undefined ? [] : content.dataSources) rule.dataSource?.(each, cx);
    rule.content?.(cx);
  }
  return found;
}

/** Takes the findings of a rule; those that came out of a macro are placed in `file`. */
function reporterOf(rule: LintRule, into: LintDiagnostic[], file: Source | undefined) {
  return (
    message: string,
    { at, related = [], help = [], fixes = [], severity = rule.severity }: FindingDetails,
  ): void => {
    const found: LintDiagnostic = { code: rule.id, severity, message, primary: at, related, help, fixes };
    into.push(file === undefined ? found : anchored(found, file));
  };
}
