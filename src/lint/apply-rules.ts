import { compileSearch } from '../compile/compile.js';
import type { Label } from '../diagnostics/diagnostic.js';
import { fieldFlow } from '../plan/fields.js';
import { rootPlace } from '../source/origin-map.js';
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
import { hasToken, namesByToken } from './tokens.js';

/** Limits of escudo, not mistakes of the content. */
const ownLimits = new Set(['unsupported', 'macro-eval-unavailable']);

/** What rules look at in one file. */
const hooks = ['search', 'scheduledSearch', 'detectionSearch', 'detection', 'baseline', 'dashboard'] as const;

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
      .filter((rule) => hooks.some((hook) => rule[hook] !== undefined))
      .map((rule) => ({
        rule,
        cx: {
          ...environment,
          report: (message, details) => this.#found.push(anchored(findingOf(rule, message, details), this.#file!)),
        },
      }));
  }

  /** What compiling the searches of a detection, baseline or dashboard says, and what the rules say about it and them. Nothing of it is kept. */
  lint(owner: SearchOwner): readonly LintDiagnostic[] {
    this.#file = owner.file;
    this.#found = [];
    for (const search of searchesOf(owner)) {
      if (factsOf(search).filled) this.#openedSearch(search);
      else this.#search(search);
    }
    for (const { rule, cx } of this.#rules) {
      if ('format' in owner) rule.detection?.(owner, cx);
      else if ('kind' in owner) rule.dashboard?.(owner, cx);
      else rule.baseline?.(owner, cx);
    }
    return this.#found;
  }

  #search(written: FileSearch): void {
    const { content, schemas } = this.#environment;
    const { scheduled, filled } = factsOf(written);
    const compiled = compileSearch(written.written, { macros: content.catalog.macros });
    const known = compiled.plan !== undefined && !(filled && namesByToken(compiled));
    const flow = known ? fieldFlow(compiled.plan, schemas) : undefined;
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
    const key = search.own === undefined ? withoutTokens(search.written.text) : undefined;
    if (key !== undefined && this.#faultless.has(key)) return;
    const before = this.#found.length;
    this.#search(search);
    const told = this.#found
      .splice(before)
      .filter(({ primary }) => primary === undefined || !hasToken(textAt(primary)))
      .filter(({ primary }) => primary === undefined || search.own === undefined || isWithin(primary, search.own));
    this.#found.push(...told);
    if (told.length === 0 && key !== undefined) this.#faultless.add(key);
  }
}

function isWithin({ source, span }: Label, own: Label): boolean {
  const place = rootPlace(source, span);
  return place.source === own.source && own.span.start <= place.span.start && place.span.end <= own.span.end;
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
