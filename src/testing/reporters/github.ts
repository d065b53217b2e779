import { commandProperty, commandText } from '../../diagnostics/workflow-command.js';
import { renderExplanation } from '../../explain/render-explanation.js';
import { countByStatus, type TestReport } from '../outcome.js';

/**
 * Workflow commands of GitHub Actions: an error at the place of each failed test, a warning for each search that cannot run, and
 * one notice with the counts.
 */
export function githubReport(report: TestReport): string {
  const lines: string[] = [];
  for (const each of report.outcomes) {
    if (each.status !== 'failed' && each.status !== 'refused') continue;
    const details = each.explanation === undefined ? [] : ['', ...renderExplanation(each.explanation)];
    const text = [...each.reasons, ...details].join('\n');
    const title = `${each.detection}: ${each.test}`;
    const kind = each.status === 'failed' ? 'error' : 'warning';
    lines.push(
      `::${kind} file=${commandProperty(each.file)},line=${each.line},title=${commandProperty(title)}::${commandText(text)}`,
    );
  }
  const counts = countByStatus(report.outcomes);
  const summary = `${report.outcomes.length} tests: ${counts.passed} passed, ${counts.failed} failed, ${counts['no-data']} without data, ${counts.refused} refused, ${counts.skipped} skipped`;
  lines.push(`::notice title=escudo test::${commandText(summary)}`);
  return `${lines.join('\n')}\n`;
}
