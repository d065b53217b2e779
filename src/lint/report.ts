import type { Severity } from '../diagnostics/diagnostic.js';
import { rootPlace } from '../source/origin-map.js';
import { helpForUnused, type LintConfig } from './config.js';
import type { LintDiagnostic } from './define.js';
import { withoutConsequences } from './one-fault.js';
import { inFileOrder } from './sort-findings.js';
import { type Suppression, suppressed } from './suppressions.js';

/** What a check found, in file order. */
export interface LintReport {
  readonly findings: readonly LintDiagnostic[];
  readonly suppressed: number;
  readonly counts: Readonly<Record<Severity, number>>;
  /** Things looked at. */
  readonly checked: CheckedCounts;
}

/** How many things were looked at. */
export interface CheckedCounts {
  readonly detections: number;
  readonly baselines: number;
  /** Dashboards and panels that have searches. */
  readonly dashboards: number;
  readonly macros: number;
  readonly lookups: number;
  readonly files: number;
}

/** What a report is made from. */
export interface ReportParts {
  /** All findings; of equal ones the first counts. */
  readonly found: Iterable<LintDiagnostic>;
  readonly suppressions: readonly Suppression[];
  readonly checked: CheckedCounts;
  readonly config: LintConfig;
  /** Only what is in these files is reported. */
  readonly only: ((file: string) => boolean) | undefined;
}

/** Findings with the severities, suppressions and ignores of the repository, in file order. */
export function reportOf({ found: all, suppressions, checked, config, only }: ReportParts): LintReport {
  const kept: LintDiagnostic[] = [];
  let hidden = 0;
  for (const found of withoutRepeats(all)) {
    const severity = config.severities.get(found.code) ?? found.severity;
    if (severity === 'off') continue;
    if (suppressed(found, suppressions) || config.ignores(found)) {
      hidden++;
      continue;
    }
    kept.push(severity === found.severity ? found : { ...found, severity });
  }
  kept.push(...aboutSuppressions(suppressions, config), ...config.unusedIgnores());
  const findings = withoutConsequences(kept)
    .filter(
      ({ primary }) =>
        only === undefined || primary === undefined || only(rootPlace(primary.source, primary.span).source.name),
    )
    .sort(inFileOrder);
  const counts = { error: 0, warning: 0, info: 0 };
  for (const found of findings) counts[found.severity]++;
  return { findings, suppressed: hidden, counts, checked };
}

/** A macro that is called twice brings its mistake twice to one place. */
function* withoutRepeats(all: Iterable<LintDiagnostic>): Generator<LintDiagnostic> {
  const said = new Set<string>();
  for (const found of all) {
    const at = found.primary;
    const key = `${found.code} ${at?.source.name} ${at?.span.start} ${at?.span.end} ${found.message}`;
    if (at !== undefined && said.has(key)) continue;
    said.add(key);
    yield found;
  }
}

function aboutSuppressions(suppressions: readonly Suppression[], config: LintConfig): LintDiagnostic[] {
  const found: LintDiagnostic[] = [];
  const add = (
    code: string,
    severity: Severity,
    message: string,
    { source, span }: Suppression,
    help: string[],
  ): void => {
    const set = config.severities.get(code) ?? severity;
    if (set !== 'off')
      found.push({ code, severity: set, message, primary: { source, span }, related: [], help, fixes: [] });
  };
  for (const each of suppressions) {
    if (each.reason === '') {
      add('suppression-without-reason', 'error', 'A suppression needs a reason.', each, [
        'Write `# escudo-ignore rule-id: why this is right here`.',
      ]);
    } else if (!each.used) {
      add('suppression-unused', 'warning', `This suppression of \`${each.rules.join('`, `')}\` hides nothing.`, each, [
        ...helpForUnused(each.rules),
      ]);
    }
  }
  return found;
}
