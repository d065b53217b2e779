import { compileSearch } from '../compile/compile.js';
import type { Baseline } from '../content/baseline.js';
import type { Detection } from '../content/detection.js';
import type { Label } from '../diagnostics/diagnostic.js';
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
import { drilldownSearch, withoutTokens } from './drilldown-search.js';
import { anchored } from './place.js';
import { hasToken } from './tokens.js';

/** Limits of escudo, not mistakes of the content. */
const ownLimits = new Set(['unsupported', 'macro-eval-unavailable']);

/** The rule look-alike-character marks all such quotes, and mends them; an analyst fills the tokens of an investigation. */
function saidOtherwise(code: string, owner: Detection | Baseline): boolean {
  return code === 'typographic-quotes' || (code === 'unfilled-token' && owner.type === 'Investigation');
}

/** Checks one search after the other; what a rule may ask is put together once. */
export class OwnerLinting {
  readonly #environment: LintEnvironment;
  readonly #rules: readonly { readonly rule: LintRule; readonly cx: RuleContext }[];
  /** The rules that look at drill-downs. */
  readonly #ofDrilldowns: readonly { readonly rule: LintRule; readonly cx: RuleContext }[];
  /** Searches of drill-downs in which nothing was found, without their tokens: most detections have the same. */
  readonly #faultless = new Set<string>();
  #file: Source | undefined;
  #found: LintDiagnostic[] = [];

  constructor(rules: readonly LintRule[], environment: LintEnvironment) {
    this.#environment = environment;
    this.#rules = rules
      .filter((rule) => rule.search !== undefined || rule.detection !== undefined || rule.baseline !== undefined)
      .map((rule) => ({
        rule,
        cx: {
          ...environment,
          report: (message, details) => this.#found.push(anchored(findingOf(rule, message, details), this.#file!)),
        },
      }));
    this.#ofDrilldowns = this.#rules.filter(({ rule }) => rule.drilldowns === true);
  }

  /** What compiling a detection or baseline says, and what the rules say about it and its search. Nothing of it is kept. */
  lint(owner: Detection | Baseline): readonly LintDiagnostic[] {
    this.#file = owner.file;
    this.#found = [];
    const detection = 'format' in owner ? owner : undefined;
    const search = this.#searchOf(owner.search, owner, detection);
    for (const each of search.compiled.diagnostics)
      if (!saidOtherwise(each.code, owner))
        this.#found.push(anchored(ownLimits.has(each.code) ? { ...each, severity: 'info' } : each, owner.file));
    for (const { rule, cx } of this.#rules) {
      rule.search?.(search, cx);
      if (detection !== undefined) rule.detection?.(detection, cx);
      else rule.baseline?.(owner as Baseline, cx);
    }
    for (const each of detection?.drilldowns ?? []) this.#drilldown(drilldownSearch(each), owner);
    return this.#found;
  }

  #searchOf(written: Source, owner: Detection | Baseline, detection: Detection | undefined): LintSearch {
    const { content, schemas } = this.#environment;
    const compiled = compileSearch(written, { macros: content.catalog.macros });
    const flow = compiled.plan === undefined ? undefined : fieldFlow(compiled.plan, schemas);
    return { owner, detection, written, compiled, flow };
  }

  #drilldown(source: Source, owner: Detection | Baseline): void {
    const key = withoutTokens(source.text);
    if (this.#faultless.has(key)) return;
    const before = this.#found.length;
    const search = this.#searchOf(source, owner, undefined);
    for (const each of search.compiled.diagnostics)
      if (!ownLimits.has(each.code) && !saidOtherwise(each.code, owner)) this.#found.push(anchored(each, owner.file));
    for (const { rule, cx } of this.#ofDrilldowns) rule.search?.(search, cx);
    const told = this.#found
      .splice(before)
      .filter(({ primary }) => primary === undefined || !hasToken(textAt(primary)));
    this.#found.push(...told);
    if (told.length === 0) this.#faultless.add(key);
  }
}

/** What the rules say about macros, lookups and other things that searches share, and about all content together. */
export function lintOverview(
  content: ContentOverview,
  rules: readonly LintRule[],
  environment: LintEnvironment,
): LintDiagnostic[] {
  const found: LintDiagnostic[] = [];
  for (const rule of rules) {
    const cx: OverviewContext = {
      ...environment,
      content,
      report: (message, details) => found.push(findingOf(rule, message, details)),
    };
    for (const each of rule.macro === undefined ? [] : content.macros) rule.macro?.(each, cx);
    for (const each of rule.lookup === undefined ? [] : content.lookups) rule.lookup?.(each, cx);
    for (const each of rule.deployment === undefined ? [] : content.deployments) rule.deployment?.(each, cx);
    for (const each of rule.dataSource === undefined ? [] : content.dataSources) rule.dataSource?.(each, cx);
    for (const each of rule.head === undefined ? [] : content.heads) rule.head?.(each, cx);
    rule.content?.(cx);
  }
  return found;
}

function findingOf(rule: LintRule, message: string, details: FindingDetails): LintDiagnostic {
  const { at, about, related = [], help = [], fixes = [], severity = rule.severity } = details;
  const where = { primary: at, ...(about === undefined ? {} : { about: { key: about } }) };
  return { code: rule.id, severity, message, ...where, related, help, fixes };
}

function textAt({ source, span }: Label): string {
  return source.text.slice(span.start, span.end);
}
