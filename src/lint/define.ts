import type { CompiledSearch } from '../compile/compile.js';
import type { Baseline } from '../content/baseline.js';
import type { CatalogMacro } from '../content/catalog-macro.js';
import type { ContentHead } from '../content/content-head.js';
import type { DashboardSearches } from '../content/dashboard.js';
import type { DataSource } from '../content/data-source.js';
import type { Deployment } from '../content/deployment.js';
import type { Detection } from '../content/detection.js';
import type { LookupDefinition } from '../content/lookup-definition.js';
import type { TableColumns } from '../content/table-columns.js';
import type { AnyDiagnostic, Fix, Label, Severity } from '../diagnostics/diagnostic.js';
import type { FieldSchemas } from '../plan/fields/field-schemas.js';
import type { FieldFlow } from '../plan/fields.js';
import type { Source } from '../source/source.js';
import type { ContentOverview, KnownContent } from './content-overview.js';
import type { FileSearch } from './file-search.js';

/** What a rule looks at. */
export type RuleCategory =
  | 'fields'
  | 'conditions'
  | 'language'
  | 'data-models'
  | 'references'
  | 'metadata'
  | 'tests'
  | 'cost'
  | 'time'
  | 'history'
  | 'suppressions';

/** A search of the content, made ready as far as it can be. */
export interface LintSearch extends FileSearch {
  readonly compiled: CompiledSearch;
  /** Undefined for a search with errors: nothing is said about the fields of what cannot run. */
  readonly flow: FieldFlow | undefined;
}

/** The search that a detection runs. */
export type DetectionSearch = LintSearch & { readonly detection: Detection };

/** Files of the content roots, by their path below the root with `/`. */
export interface ContentListing {
  readonly paths: readonly string[];
  has(path: string): boolean;
}

/** A detection as it was. */
export type EarlierDetection = Pick<Detection, 'file' | 'search' | 'version' | 'modified'>;

/** The content as it was at another revision: what `--since REF` compares with. Plain data. */
export interface EarlierContent {
  /** The name of the revision, for messages. */
  readonly revision: string;
  /** The detections whose files have changed since, by their id of then. */
  readonly detections: ReadonlyMap<string, EarlierDetection>;
}

/** What all rules may ask. */
export interface LintEnvironment extends TableColumns {
  readonly content: KnownContent;
  readonly schemas: FieldSchemas;
  /** Undefined: the disk is not known, and rules about files say nothing. */
  readonly listing: ContentListing | undefined;
  /** `2026-05-17`; undefined: dates are not compared with today. */
  readonly today: string | undefined;
  readonly since: EarlierContent | undefined;
  /** Names that the configuration says other apps bring. */
  readonly provided: { readonly lookups: ReadonlySet<string>; readonly dataModels: ReadonlySet<string> };
}

/** What a finding of a rule may carry besides its message. */
export interface FindingDetails {
  readonly at: Label;
  /** The key of the file that it is about, where another is at `at`, as where it is missing: `tags.product`. */
  readonly about?: string;
  readonly related?: readonly Label[];
  /** What to do about it; a function where that takes work: it is called for what is reported only. */
  readonly help?: readonly string[] | (() => readonly string[]);
  readonly fixes?: readonly Fix[];
  /** It is so whatever the tokens in the marked text are filled with. */
  readonly whateverFilled?: boolean;
  /** Where a rule has findings of different weight. */
  readonly severity?: Severity;
}

/** What a rule may ask, and how it reports. */
export interface RuleContext extends LintEnvironment {
  report(message: string, details: FindingDetails): void;
}

/** What a rule about all content together may ask. */
export interface OverviewContext extends RuleContext {
  readonly content: ContentOverview;
}

/** An example of a rule's page; it runs as a test. Values replace or add keys of a detection that is otherwise without fault. */
export interface RuleExample {
  /** The search of the detection. */
  readonly search?: string;
  /** Top-level YAML keys of the detection. */
  readonly yaml?: string;
  /** More files, by path below the content root. */
  readonly files?: Readonly<Record<string, string>>;
  /** An earlier text of the detection's file, for rules of `--since`. */
  readonly before?: string;
}

/**
 * A lint rule. The checks are called once for each thing of their kind, in file order; a rule may have several.
 */
export interface LintRule {
  /** Stable, kebab-case, the name of the file. */
  readonly id: string;
  readonly severity: Severity;
  readonly category: RuleCategory;
  readonly what: string;
  readonly why: string;
  readonly fix: string;
  /** The checks of contentctl 5.6 that this rule covers, as content-checks 1 and 2 name them. */
  readonly contentctl?: readonly string[];
  readonly good: readonly RuleExample[];
  readonly bad: readonly RuleExample[];
  /** Each search of the content, whatever it is for. */
  search?(search: LintSearch, cx: RuleContext): void;
  /** Each search that a schedule runs, where the question is what it reads and costs. */
  scheduledSearch?(search: LintSearch, cx: RuleContext): void;
  /** The search of each detection, where the question is what becomes of its results. */
  detectionSearch?(search: DetectionSearch, cx: RuleContext): void;
  detection?(detection: Detection, cx: RuleContext): void;
  baseline?(baseline: Baseline, cx: RuleContext): void;
  dashboard?(dashboard: DashboardSearches, cx: RuleContext): void;
  macro?(macro: CatalogMacro, cx: RuleContext): void;
  lookup?(lookup: LookupDefinition, cx: RuleContext): void;
  deployment?(deployment: Deployment, cx: RuleContext): void;
  dataSource?(dataSource: DataSource, cx: RuleContext): void;
  head?(head: ContentHead, cx: RuleContext): void;
  /** Called once, for questions about all content together. */
  content?(cx: OverviewContext): void;
}

/** A finding: the code is the id of the rule, or the code of a diagnostic of loading or compiling. */
export type LintDiagnostic = AnyDiagnostic;

/** Freezes the definition of a rule. */
export function defineRule(rule: LintRule): LintRule {
  return Object.freeze(rule);
}

/** The whole text of a source as a place. */
export function wholeOf(source: Source): Label {
  return { source, span: { start: 0, end: source.text.length } };
}
