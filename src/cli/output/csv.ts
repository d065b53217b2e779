import type { Row } from '../../api/plain-events.js';
import { csvCell } from '../../content/csv-text.js';

/**
 * Rows as CSV (RFC 4180 with LF). A null cell is empty, the empty text is `""`; several values are joined by a line end.
 * Where some value of a multivalue column holds a line end itself, a column `__mv_<field>` gives the values as `$a$;$b$`
 * (a dollar sign doubled), as Splunk's own exports do.
 */
export function renderCsv(columns: readonly string[], rows: readonly Row[]): string {
  const ambiguous = columns.filter((column) => isAmbiguous(rows, column));
  const lines = [[...columns, ...ambiguous.map((column) => `__mv_${column}`)].map(csvCell).join(',')];
  for (const row of rows) {
    const cells = columns.map((column) => cell(own(row, column)));
    for (const column of ambiguous) cells.push(encoded(own(row, column)));
    lines.push(cells.join(','));
  }
  return `${lines.join('\n')}\n`;
}

function own(row: Row, column: string): string | readonly string[] | undefined {
  return Object.hasOwn(row, column) ? row[column] : undefined;
}

function isAmbiguous(rows: readonly Row[], column: string): boolean {
  let several = false;
  let lineEnd = false;
  for (const row of rows) {
    const value = own(row, column);
    if (value === undefined) continue;
    if (typeof value !== 'string') several = true;
    lineEnd ||= typeof value === 'string' ? value.includes('\n') : value.some((each) => each.includes('\n'));
  }
  return several && lineEnd;
}

function cell(value: string | readonly string[] | undefined): string {
  if (value === undefined) return '';
  return value === '' ? '""' : csvCell(typeof value === 'string' ? value : value.join('\n'));
}

function encoded(value: string | readonly string[] | undefined): string {
  if (value === undefined || typeof value === 'string') return '';
  return csvCell(value.map((each) => `$${each.replaceAll('$', '$$$$')}$`).join(';'));
}
