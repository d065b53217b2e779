import { markdownCell, markdownCode } from '../../diagnostics/markdown-text.js';
import { renderJson } from '../../diagnostics/render-json.js';
import type { Reporter } from './context.js';
import { countsText } from './counts-text.js';

const marks = { error: '❌', warning: '⚠️', info: 'ℹ️' } as const;
const most = 200;

/** A summary for a pull request: counts, then the findings by severity, then by file. */
export const markdown: Reporter = (report, { pathOf }) => {
  const head = ['## escudo check', '', `${report.counts.error > 0 ? marks.error : '✅'} ${countsText(report)}`];
  if (report.findings.length === 0) return `${head.join('\n')}\n`;
  const order = ['error', 'warning', 'info'] as const;
  const sorted = order.flatMap((severity) => report.findings.filter((found) => found.severity === severity));
  const rows = sorted.slice(0, most).map((found) => {
    const { place } = renderJson(found);
    const where = place === undefined ? '' : markdownCode(`${pathOf(place.file)}:${place.start.line}`);
    return `| ${marks[found.severity]} | ${where} | ${markdownCode(found.code)} | ${markdownCell(found.message)} |`;
  });
  const rest = sorted.length > most ? ['', `... and ${sorted.length - most} more.`] : [];
  return `${[...head, '', '| | Place | Rule | Finding |', '|---|---|---|---|', ...rows, ...rest].join('\n')}\n`;
};
