import type { LintRule } from '../define.js';
import type { LintReport } from '../report.js';

/** What a reporter may say besides the findings. */
export interface ReportContext {
  readonly rules: readonly LintRule[];
  /** Version of escudo. */
  readonly version: string;
  /** Path of a file as the reader knows it: relative to the folder of the repository, with `/`. */
  readonly pathOf: (file: string) => string;
  readonly color?: boolean;
  readonly width?: number;
}

/** A report as text: pure, the same for the same findings. */
export type Reporter = (report: LintReport, context: ReportContext) => string;
