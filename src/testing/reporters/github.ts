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
    lines.push(`::${kind} file=${property(each.file)},line=${each.line},title=${property(title)}::${message(text)}`);
  }
  const counts = countByStatus(report.outcomes);
  const summary = `${report.outcomes.length} tests: ${counts.passed} passed, ${counts.failed} failed, ${counts['no-data']} without data, ${counts.refused} refused, ${counts.skipped} skipped`;
  lines.push(`::notice title=escudo test::${message(summary)}`);
  return `${lines.join('\n')}\n`;
}

function message(text: string): string {
  return text.replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A');
}

function property(text: string): string {
  return message(text).replaceAll(':', '%3A').replaceAll(',', '%2C');
}
