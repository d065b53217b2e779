import { compileSearch } from '../compile/compile.js';
import type { Label } from '../diagnostics/diagnostic.js';
import type { MacroCall } from '../macros/expand-macros.js';
import { fieldsNeeded } from '../plan/fields/fields-needed.js';
import { mayHave, type RowShape } from '../plan/fields/row-shape.js';
import { type FieldFlow, fieldFlow } from '../plan/fields.js';
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
  /**
   * Searches of drill-downs in which nothing was found, without their tokens, and the fields that they ask the rows for: most
   * detections have the same.
   */
  readonly #faultless = new Map<string, readonly string[]>();
  /** Findings that hold whatever tokens are filled with. */
  readonly #certain = new Set<LintDiagnostic>();
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
          report: (message, details) => {
            const found = anchored(findingOf(rule, message, details), this.#file!);
            if (details.whateverFilled === true) this.#certain.add(found);
            this.#found.push(found);
          },
        },
      }));
  }

  /** What compiling the searches of a detection, baseline or dashboard says, and what the rules say about it and them. Nothing of it is kept. */
  lint(owner: SearchOwner): readonly LintDiagnostic[] {
    this.#file = owner.file;
    this.#found = [];
    this.#certain.clear();
    let rows: RowShape | undefined;
    for (const search of searchesOf(owner)) {
      if (factsOf(search).filled) this.#openedSearch(search, search.continues === true ? rows : undefined);
      else rows = this.#search(search)?.output;
    }
    for (const { rule, cx } of this.#rules) {
      if ('format' in owner) rule.detection?.(owner, cx);
      else if ('kind' in owner) rule.dashboard?.(owner, cx);
      else rule.baseline?.(owner, cx);
    }
    return this.#found;
  }

  /** Gives the fields of the search, where they are known. `rows`: those of the search that it goes on with. */
  #search(written: FileSearch, rows?: RowShape): FieldFlow | undefined {
    const { content, schemas } = this.#environment;
    const { scheduled, filled } = factsOf(written);
    const compiled = compileSearch(written.written, { macros: content.catalog.macros });
    const known = compiled.plan !== undefined && !(filled && namesByToken(compiled));
    const flow = known ? fieldFlow(compiled.plan, schemas, rows) : undefined;
    const search: LintSearch = { ...written, compiled, flow };
    const before = this.#found.length;
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
    const unknown = compiled.macroCalls.filter(({ definition }) => definition.isUnknown === true);
    // What stands for a macro that nobody knows is not what it is.
    if (unknown.length > 0) this.#keepOf(before, (each) => !unknown.some((call) => holdsCall(each, call)));
    return flow;
  }

  /** A search whose tokens are filled when it is opened: what is said of a place with a token is not known to be so. */
  #openedSearch(search: FileSearch, rows: RowShape | undefined): void {
    const key = search.own === undefined ? withoutTokens(search.written.text) : undefined;
    const asked = key === undefined ? undefined : this.#faultless.get(key);
    if (asked?.every((name) => rows === undefined || mayHave(rows, name))) return;
    const before = this.#found.length;
    const flow = this.#search(search, rows);
    this.#keepOf(before, (each) => this.#isKnown(each, search));
    if (this.#found.length > before || key === undefined || asked !== undefined) return;
    const { names = [], all = false, patterns = [] } = flow === undefined ? {} : fieldsNeeded(flow).events;
    // What asks for every field, or for some by their form, is looked at each time.
    if (search.continues !== true || (!all && [...patterns].length === 0)) this.#faultless.set(key, [...names]);
  }

  /** Drops findings that were made since there were so many, all but some. */
  #keepOf(before: number, isKept: (found: LintDiagnostic) => boolean): void {
    for (const each of this.#found.splice(before)) if (isKept(each)) this.#found.push(each);
  }

  #isKnown(found: LintDiagnostic, { own }: FileSearch): boolean {
    const { primary } = found;
    if (primary === undefined) return true;
    return (this.#certain.has(found) || !hasToken(textAt(primary))) && (own === undefined || isWithin(primary, own));
  }
}

function holdsCall({ primary }: LintDiagnostic, { source, span }: MacroCall): boolean {
  if (primary === undefined) return false;
  const [place, call] = [rootPlace(primary.source, primary.span), rootPlace(source, span)];
  if (place.source !== call.source) return false;
  return place.span.start < call.span.end && call.span.start < place.span.end;
}

function isWithin({ source, span }: Label, own: Label): boolean {
  const place = rootPlace(source, span);
  return place.source === own.source && own.span.start <= place.span.start && place.span.end <= own.span.end;
}

function isOfDetection(search: LintSearch): search is DetectionSearch {
  return search.detection !== undefined;
}

/** What shared things rules look at one by one. */
export type SharedItems = Pick<ContentOverview, 'macros' | 'lookups' | 'deployments' | 'dataSources' | 'heads'>;

/** A part of an overview: all content is known, and what is said of a part of it is wanted. */
export interface OverviewPart {
  readonly items: SharedItems;
  /** Whether findings about a file are wanted. */
  readonly only: (file: string) => boolean;
}

/** What the rules say about macros, lookups and other things that searches share, and about all content together. */
export function lintOverview(
  content: ContentOverview,
  rules: readonly LintRule[],
  environment: LintEnvironment,
  part?: OverviewPart,
): LintDiagnostic[] {
  const found: LintDiagnostic[] = [];
  const { macros, lookups, deployments, dataSources, heads } = part?.items ?? content;
  const { only } = part ?? {};
  for (const rule of rules) {
    const cx: OverviewContext = {
      ...environment,
      content,
      report: (message, details) => {
        if (only?.(rootPlace(details.at.source, details.at.span).source.name) !== false)
          found.push(findingOf(rule, message, details));
      },
    };
    for (const each of rule.macro === undefined ? [] : macros) rule.macro?.(each, cx);
    for (const each of rule.lookup === undefined ? [] : lookups) rule.lookup?.(each, cx);
    for (const each of rule.deployment === undefined ? [] : deployments) rule.deployment?.(each, cx);
    for (const each of rule.dataSource === undefined ? [] : dataSources) rule.dataSource?.(each, cx);
    for (const each of rule.head === undefined ? [] : heads) rule.head?.(each, cx);
    rule.content?.(cx);
  }
  return found;
}

function findingOf(rule: LintRule, message: string, details: FindingDetails): LintDiagnostic {
  const { at, about, related = [], fixes = [], severity = rule.severity } = details;
  const help = (typeof details.help === 'function' ? details.help() : details.help) ?? [];
  const where = { primary: at, ...(about === undefined ? {} : { about: { key: about } }) };
  return { code: rule.id, severity, message, ...where, related, help, fixes };
}

function textAt({ source, span }: Label): string {
  return source.text.slice(span.start, span.end);
}
