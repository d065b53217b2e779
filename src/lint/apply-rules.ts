import { compileSearch } from '../compile/compile.js';
import type { Label } from '../diagnostics/diagnostic.js';
import { fieldFlow } from '../plan/fields.js';
import type { Source } from '../source/source.js';
import type { ContentOverview } from './content-overview.js';
import type {
  DetectionSearch,
  FindingDetails,
  LintDiagnostic,
  LintEnvironment,
  LintRule,
  LintSearch,
  OverviewContext,
  RuleContext,
} from './define.js';
import { withoutTokens } from './drilldown-search.js';
import { type FileSearch, factsOf, type SearchOwner, searchesOf } from './file-search.js';
import { anchored } from './place.js';
import { hasToken } from './tokens.js';

/** Limits of escudo, not mistakes of the content. */
const ownLimits = new Set(['unsupported', 'macro-eval-unavailable']);

interface RuleInPlace {
  readonly rule: LintRule;
  readonly cx: RuleContext;
}

/** Checks one file after the other; what a rule may ask is put together once. */
export class OwnerLinting {
  readonly #environment: LintEnvironment;
  readonly #rules: readonly RuleInPlace[];
  /** Searches of drill-downs in which nothing was found, without their tokens: most detections have the same. */
  readonly #faultless = new Set<string>();
  #file: Source | undefined;
  #found: LintDiagnostic[] = [];

  constructor(rules: readonly LintRule[], environment: LintEnvironment) {
    this.#environment = environment;
    this.#rules = rules
      .filter((rule) => rule.search ?? rule.scheduledSearch ?? rule.detectionSearch ?? rule.detection ?? rule.baseline)
      .map((rule) => ({
        rule,
        cx: {
          ...environment,
          report: (message, details) => this.#found.push(anchored(findingOf(rule, message, details), this.#file!)),
        },
      }));
  }

  /** What compiling the searches of a detection or baseline says, and what the rules say about it and them. Nothing of it is kept. */
  lint(owner: SearchOwner): readonly LintDiagnostic[] {
    this.#file = owner.file;
    this.#found = [];
    for (const search of searchesOf(owner)) {
      if (factsOf(search).filled) this.#openedSearch(search);
      else this.#search(search);
    }
    for (const { rule, cx } of this.#rules) {
      if ('format' in owner) rule.detection?.(owner, cx);
      else rule.baseline?.(owner, cx);
    }
    return this.#found;
  }

  #search(written: FileSearch): void {
    const { content, schemas } = this.#environment;
    const { scheduled } = factsOf(written);
    const compiled = compileSearch(written.written, { macros: content.catalog.macros });
    const flow = compiled.plan === undefined ? undefined : fieldFlow(compiled.plan, schemas);
    const search: LintSearch = { ...written, compiled, flow };
    for (const each of compiled.diagnostics) {
      // The rule look-alike-character marks all such quotes, and mends them.
      if (each.code === 'typographic-quotes' || (ownLimits.has(each.code) && !scheduled)) continue;
      this.#found.push(anchored(ownLimits.has(each.code) ? { ...each, severity: 'info' } : each, written.file));
    }
    for (const { rule, cx } of this.#rules) {
      rule.search?.(search, cx);
      if (scheduled) rule.scheduledSearch?.(search, cx);
      if (isOfDetection(search)) rule.detectionSearch?.(search, cx);
    }
  }

  /** A search whose tokens are filled when it is opened: what is said of a place with a token is not known to be so. */
  #openedSearch(search: FileSearch): void {
    const key = withoutTokens(search.written.text);
    if (this.#faultless.has(key)) return;
    const before = this.#found.length;
    this.#search(search);
    const told = this.#found
      .splice(before)
      .filter(({ primary }) => primary === undefined || !hasToken(textAt(primary)));
    this.#found.push(...told);
    if (told.length === 0) this.#faultless.add(key);
  }
}

function isOfDetection(search: LintSearch): search is DetectionSearch {
  return search.detection !== undefined;
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
