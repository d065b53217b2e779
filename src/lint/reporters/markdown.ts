import { renderJson } from '../../diagnostics/render-json.js';
import type { Reporter } from './context.js';
import { countsText } from './counts-text.js';

const marks = { error: '❌', warning: '⚠️', info: 'ℹ️' } as const;
const most = 200;

/** Text for a table cell: nothing in it is markup, a link or a mention. */
function cell(text: string): string {
  return text
    .replace(/\s+/g, ' ')
    .replace(/[\\|<>*_[\]#~!&]/g, (char) => `\\${char}`)
    .replaceAll('@', '@\u200b');
}

/** Code in a table cell. */
function code(text: string): string {
  return `\`${text.replace(/[`|\r\n]/g, ' ')}\``;
}

/** A summary for a pull request: counts, then the findings by severity, then by file. */
export const markdown: Reporter = (report, { pathOf }) => {
  const head = ['## escudo check', '', `${report.counts.error > 0 ? marks.error : '✅'} ${countsText(report)}`];
  if (report.findings.length === 0) return `${head.join('\n')}\n`;
  const order = ['error', 'warning', 'info'] as const;
  const sorted = order.flatMap((severity) => report.findings.filter((found) => found.severity === severity));
  const rows = sorted.slice(0, most).map((found) => {
    const { place } = renderJson(found);
    const where = place === undefined ? '' : code(`${pathOf(place.file)}:${place.start.line}`);
    return `| ${marks[found.severity]} | ${where} | ${code(found.code)} | ${cell(found.message)} |`;
  });
  const rest = sorted.length > most ? ['', `... and ${sorted.length - most} more.`] : [];
  return `${[...head, '', '| | Place | Rule | Finding |', '|---|---|---|---|', ...rows, ...rest].join('\n')}\n`;
};
