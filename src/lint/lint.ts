import type { Content } from '../content/content.js';
import { isRemoved } from '../content/content-kind.js';
import type { TableColumns } from '../content/table-columns.js';
import { type FieldSchemas, noSchemas } from '../plan/fields/field-schemas.js';
import { lintOverview, OwnerLinting } from './apply-rules.js';
import { defaultConfig, type LintConfig } from './config.js';
import { overviewOf } from './content-overview.js';
import type { ContentListing, EarlierContent, LintEnvironment, LintRule } from './define.js';
import type { SearchOwner } from './file-search.js';
import { lintRules } from './index.js';
import { type LintReport, reportOf } from './report.js';
import { suppressionsOf } from './suppressions.js';

/** What a check may be told besides the content. */
export interface LintOptions extends Partial<TableColumns> {
  readonly config?: LintConfig;
  readonly schemas?: FieldSchemas;
  readonly rules?: readonly LintRule[];
  readonly listing?: ContentListing;
  readonly today?: string;
  readonly since?: EarlierContent;
  /** Only what is in these files is reported; all content is looked at. */
  readonly only?: (file: string) => boolean;
}

/** The rules that a configuration leaves on. */
export function rulesOf(severities: LintConfig['severities'], rules: readonly LintRule[] = lintRules): LintRule[] {
  return rules.filter((rule) => severities.get(rule.id) !== 'off');
}

/** Checks content: what loading said, what compiling each search says, and every rule. */
export function lintContent(content: Content, options: LintOptions = {}): LintReport {
  const config = options.config ?? defaultConfig;
  const rules = rulesOf(config.severities, options.rules);
  const environment: LintEnvironment = {
    content,
    schemas: options.schemas ?? noSchemas,
    listing: options.listing,
    today: options.today,
    since: options.since,
    columns: options.columns ?? new Map(),
    exactWildcards: options.exactWildcards ?? new Map(),
    provided: config.provided,
  };
  const linting = new OwnerLinting(rules, environment);
  const { macros, lookups, files } = content;
  // What is removed is not shipped: its head is looked at, and nothing else.
  const removed = new Set(files.flatMap(({ path, source }) => (isRemoved(path) ? source.name : [])));
  const isKept = ({ file }: SearchOwner): boolean => !removed.has(file.name);
  const detections = content.detections.filter(isKept);
  const baselines = content.baselines.filter(isKept);
  const dashboards = content.dashboards.filter(isKept);
  return reportOf({
    found: [
      ...content.diagnostics,
      ...[...detections, ...baselines, ...dashboards].flatMap((owner) => linting.lint(owner)),
      ...lintOverview(overviewOf({ ...content, detections, baselines }), rules, environment),
    ],
    suppressions: files.flatMap((file) => suppressionsOf(file.source)),
    checked: {
      detections: detections.length,
      baselines: baselines.length,
      dashboards: dashboards.length,
      macros: macros.length,
      lookups: lookups.length,
      files: files.length,
    },
    config,
    only: options.only,
  });
}
