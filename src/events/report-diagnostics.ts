import { type Diagnostic, diagnostic } from '../diagnostics/diagnostic.js';
import type { ReadReport } from './read-report.js';

export interface ReportDiagnosticsOptions {
  /** Everything that lost or damaged an event is an error. */
  readonly strict: boolean;
  readonly maxRecordBytes: number;
}

/** What a user should be told about the reading of one file: nothing when all went well. */
export function reportDiagnostics(report: ReadReport, options: ReportDiagnosticsOptions): Diagnostic[] {
  const { file } = report;
  const details = options.strict ? ({ severity: 'error' } as const) : {};
  const found: Diagnostic[] = [];
  if (report.truncated !== undefined) {
    found.push(diagnostic('truncated-input', { file, reason: report.truncated, events: report.events }, details));
  }
  if (report.format === undefined && report.bytes > 0) found.push(diagnostic('binary-input', { file }));
  for (const { line, reason, excerpt } of report.firstBad) {
    found.push(diagnostic('bad-event-line', { file, line, reason, excerpt: printable(excerpt) }, details));
  }
  const more = report.badLines - report.firstBad.length;
  if (more > 0) {
    found.push(diagnostic('more-bad-event-lines', { file, count: more, format: report.format ?? 'text' }, details));
  }
  if (report.firstCut !== undefined) {
    const params = { file, line: report.firstCut, count: report.cut, limit: options.maxRecordBytes };
    found.push(diagnostic('line-too-long', params, details));
  }
  if (report.firstReplaced !== undefined) {
    const params = { file, line: report.firstReplaced, count: report.replacedText };
    found.push(diagnostic('invalid-text', params, details));
  }
  if (report.firstNul !== undefined) {
    found.push(diagnostic('nul-bytes', { file, line: report.firstNul, count: report.nulBytes }, details));
  }
  if (report.firstFuture !== undefined) {
    found.push(diagnostic('events-in-future', { file, line: report.firstFuture, count: report.future }));
  }
  if (report.firstWithoutTime !== undefined) {
    const { withoutTime: count, firstWithoutTime: line, events } = report;
    found.push(diagnostic('events-without-time', { file, line, count, events }));
  }
  return found;
}

/** Control characters of a log must not reach the terminal of whoever reads the message. */
function printable(text: string): string {
  return text.replace(/[\x00-\x1f\x7f-\x9f]/g, (character) => (/\s/.test(character) ? ' ' : '\u00b7'));
}
