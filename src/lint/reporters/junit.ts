import { renderText } from '../../diagnostics/render-text.js';
import { rootPlace } from '../../source/origin-map.js';
import { xmlText } from '../../support/xml-text.js';
import type { LintDiagnostic } from '../define.js';
import type { Reporter } from './context.js';

/** JUnit XML: a suite per file with findings, a test case per finding; errors and warnings fail, notes are only said. */
export const junit: Reporter = (report, { pathOf }) => {
  const byFile = new Map<string, LintDiagnostic[]>();
  for (const found of report.findings) {
    const file =
      found.primary === undefined ? '' : pathOf(rootPlace(found.primary.source, found.primary.span).source.name);
    const list = byFile.get(file);
    if (list === undefined) byFile.set(file, [found]);
    else list.push(found);
  }
  const failed = (found: LintDiagnostic): boolean => found.severity !== 'info';
  const lines = ['<?xml version="1.0" encoding="UTF-8"?>'];
  const total = Math.max(1, report.findings.length);
  lines.push(
    `<testsuites name="escudo check" tests="${total}" failures="${report.findings.filter(failed).length}" errors="0" time="0">`,
  );
  if (byFile.size === 0) {
    lines.push(
      '  <testsuite name="content" tests="1" failures="0" errors="0" skipped="0" time="0">',
      '    <testcase name="no findings" classname="content" time="0"/>',
      '  </testsuite>',
    );
  }
  for (const [file, findings] of byFile) {
    const failures = findings.filter(failed).length;
    lines.push(
      `  <testsuite name="${xmlText(file)}" tests="${findings.length}" failures="${failures}" errors="0" skipped="0" time="0">`,
    );
    for (const found of findings) {
      const name = `${found.code}: ${found.message}`;
      const text = xmlText(renderText(found));
      lines.push(`    <testcase name="${xmlText(name)}" classname="${xmlText(file)}" time="0">`);
      if (failed(found))
        lines.push(`      <failure message="${xmlText(found.message)}" type="${found.severity}">${text}</failure>`);
      else lines.push(`      <system-out>${text}</system-out>`);
      lines.push('    </testcase>');
    }
    lines.push('  </testsuite>');
  }
  lines.push('</testsuites>');
  return `${lines.join('\n')}\n`;
};
