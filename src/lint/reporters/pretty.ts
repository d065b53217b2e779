import { renderText } from '../../diagnostics/render-text.js';
import { colored, plain } from '../../diagnostics/text-style.js';
import type { Reporter } from './context.js';
import { countsText } from './counts-text.js';

/** For people: every finding with its excerpt, in file order, then how many of which rule. */
export const pretty: Reporter = (report, { color = false, width = 100, pathOf }) => {
  const paint = color ? colored : plain;
  const parts = report.findings.map((found) =>
    renderText(found, { color, width }).replace(
      /^((?:\u001b\[[0-9;]*m)?\s*(?:-->|:::)(?:\u001b\[[0-9;]*m)? )(.+)(:\d+:\d+)$/gm,
      (_, arrow: string, path: string, place: string) => `${arrow}${pathOf(path)}${place}`,
    ),
  );
  const byCode = new Map<string, number>();
  for (const { code, severity } of report.findings)
    byCode.set(`${severity} ${code}`, (byCode.get(`${severity} ${code}`) ?? 0) + 1);
  const table = [...byCode]
    .sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1))
    .map(([code, count]) => `  ${String(count).padStart(6)}  ${code}`);
  const summary = report.findings.length === 0 ? `No findings: ${countsText(report)}.` : `${countsText(report)}.`;
  return `${[...parts, ...(table.length > 0 ? [table.join('\n')] : []), paint('title', summary)].join('\n\n')}\n`;
};
