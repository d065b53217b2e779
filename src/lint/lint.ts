import { compileSearch } from '../compile/compile.js';
import type { Baseline } from '../content/baseline.js';
import type { Content } from '../content/content.js';
import type { Detection } from '../content/detection.js';
import type { Severity } from '../diagnostics/diagnostic.js';
import { type FieldSchemas, noSchemas } from '../plan/fields/field-schemas.js';
import { fieldFlow } from '../plan/fields.js';
import { rootPlace } from '../source/origin-map.js';
import type { Source } from '../source/source.js';
import type { LookupTable } from '../values/lookup-index.js';
import { defaultConfig, type LintConfig } from './config.js';
import type {
  ContentListing,
  EarlierContent,
  LintDiagnostic,
  LintEnvironment,
  LintRule,
  LintSearch,
  RuleContext,
} from './define.js';
import { lintRules } from './index.js';
import { anchored } from './place.js';
import { inFileOrder } from './sort-findings.js';
import { type Suppression, suppressed, suppressionsOf } from './suppressions.js';

/** What a check may be told besides the content. */
export interface LintOptions {
  readonly config?: LintConfig;
  readonly schemas?: FieldSchemas;
  readonly rules?: readonly LintRule[];
  readonly listing?: ContentListing;
  readonly today?: string;
  readonly since?: EarlierContent;
  readonly tables?: ReadonlyMap<string, LookupTable>;
  /** Only what is in these files is reported; all content is looked at. */
  readonly only?: (file: string) => boolean;
  /** Told after each search, for a progress display. */
  readonly progress?: (done: number, total: number) => void;
}

/** What a check found, in file order. */
export interface LintReport {
  readonly findings: readonly LintDiagnostic[];
  readonly suppressed: number;
  readonly counts: Readonly<Record<Severity, number>>;
  /** Things looked at. */
  readonly checked: {
    readonly detections: number;
    readonly baselines: number;
    readonly macros: number;
    readonly lookups: number;
    readonly files: number;
  };
}

/** Limits of escudo, not mistakes of the content. */
const ownLimits = new Set(['unsupported', 'macro-eval-unavailable']);

/** Checks content: what loading said, what compiling each search says, and every rule. */
export function lintContent(content: Content, options: LintOptions = {}): LintReport {
  const linting = new Linting(content, options);
  linting.run();
  return linting.result();
}

class Linting {
  readonly #content: Content;
  readonly #options: LintOptions;
  readonly #config: LintConfig;
  readonly #rules: readonly LintRule[];
  readonly #found: LintDiagnostic[] = [];

  constructor(content: Content, options: LintOptions) {
    this.#content = content;
    this.#options = options;
    this.#config = options.config ?? defaultConfig;
    this.#rules = (options.rules ?? lintRules).filter((rule) => this.#config.severities.get(rule.id) !== 'off');
  }

  run(): void {
    const content = this.#content;
    const schemas = this.#options.schemas ?? noSchemas;
    for (const found of content.diagnostics) this.#found.push(found);
    const owners: (Detection | Baseline)[] = [...content.detections, ...content.baselines];
    const searches = owners.map((owner, index) => {
      const search = this.#compile(
        owner,
        index < content.detections.length ? (owner as Detection) : undefined,
        schemas,
      );
      this.#options.progress?.(index + 1, owners.length);
      return search;
    });
    const environment: LintEnvironment = {
      content,
      searches,
      schemas,
      listing: this.#options.listing,
      today: this.#options.today,
      since: this.#options.since,
      tables: this.#options.tables ?? new Map(),
      provided: this.#config.provided,
    };
    for (const rule of this.#rules) this.#apply(rule, environment);
  }

  #compile(owner: Detection | Baseline, detection: Detection | undefined, schemas: FieldSchemas): LintSearch {
    const compiled = compileSearch(owner.search, { macros: this.#content.catalog.macros });
    for (const found of compiled.diagnostics) {
      this.#found.push(anchored(ownLimits.has(found.code) ? { ...found, severity: 'info' } : found, owner.file));
    }
    return {
      owner,
      detection,
      compiled,
      flow: compiled.plan === undefined ? undefined : fieldFlow(compiled.plan, schemas),
    };
  }

  #apply(rule: LintRule, environment: LintEnvironment): void {
    let file: Source | undefined;
    const said = new Set<string>();
    const cx: RuleContext = {
      ...environment,
      report: (message, { at, related = [], help = [], fixes = [], severity = rule.severity }) => {
        const found: LintDiagnostic = { code: rule.id, severity, message, primary: at, related, help, fixes };
        const placed = file === undefined ? found : anchored(found, file);
        // A macro that is called twice brings its mistake twice to one place.
        const key = `${placed.primary?.source.name} ${placed.primary?.span.start} ${placed.primary?.span.end} ${message}`;
        if (said.has(key)) return;
        said.add(key);
        this.#found.push(placed);
      },
    };
    const { content, searches } = environment;
    if (rule.search !== undefined) {
      for (const search of searches) {
        file = search.owner.file;
        rule.search(search, cx);
      }
    }
    const each = <T>(
      things: readonly T[],
      check: ((thing: T, cx: RuleContext) => void) | undefined,
      fileOf: (thing: T) => Source | undefined,
    ): void => {
      if (check === undefined) return;
      for (const thing of things) {
        file = fileOf(thing);
        check(thing, cx);
      }
    };
    each(content.detections, rule.detection, (detection) => detection.file);
    each(content.baselines, rule.baseline, (baseline) => baseline.file);
    each(content.macros, rule.macro, () => undefined);
    each(content.lookups, rule.lookup, () => undefined);
    each(content.deployments, rule.deployment, () => undefined);
    each(content.dataSources, rule.dataSource, () => undefined);
    file = undefined;
    rule.content?.(cx);
  }

  result(): LintReport {
    const config = this.#config;
    const suppressions = this.#content.files.flatMap((file) => suppressionsOf(file.source));
    const kept: LintDiagnostic[] = [];
    let hidden = 0;
    for (const found of this.#found) {
      const severity = config.severities.get(found.code) ?? found.severity;
      if (severity === 'off') continue;
      if (suppressed(found, suppressions) || config.ignores(found)) {
        hidden++;
        continue;
      }
      kept.push(severity === found.severity ? found : { ...found, severity });
    }
    kept.push(...this.#aboutSuppressions(suppressions), ...config.unusedIgnores());
    const wanted = this.#options.only;
    const findings = kept
      .filter(
        (found) =>
          wanted === undefined ||
          found.primary === undefined ||
          wanted(rootPlace(found.primary.source, found.primary.span).source.name),
      )
      .sort(inFileOrder);
    const counts = { error: 0, warning: 0, info: 0 };
    for (const found of findings) counts[found.severity]++;
    const { detections, baselines, macros, lookups, files } = this.#content;
    return {
      findings,
      suppressed: hidden,
      counts,
      checked: {
        detections: detections.length,
        baselines: baselines.length,
        macros: macros.length,
        lookups: lookups.length,
        files: files.length,
      },
    };
  }

  #aboutSuppressions(suppressions: readonly Suppression[]): LintDiagnostic[] {
    const found: LintDiagnostic[] = [];
    const add = (
      code: string,
      severity: Severity,
      message: string,
      { source, span }: Suppression,
      help: string[],
    ): void => {
      const set = this.#config.severities.get(code) ?? severity;
      if (set !== 'off')
        found.push({ code, severity: set, message, primary: { source, span }, related: [], help, fixes: [] });
    };
    for (const each of suppressions) {
      if (each.reason === '') {
        add('suppression-without-reason', 'error', 'A suppression needs a reason.', each, [
          'Write `# escudo-ignore rule-id: why this is right here`.',
        ]);
      } else if (!each.used) {
        add(
          'suppression-unused',
          'warning',
          `This suppression of \`${each.rules.join('`, `')}\` hides nothing.`,
          each,
          ['Remove it: what it was for is gone, or stands elsewhere.'],
        );
      }
    }
    return found;
  }
}
