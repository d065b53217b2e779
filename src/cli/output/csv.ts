import type { Row } from '../../api/plain-events.js';
import { csvCell } from '../../content/csv-text.js';
import { visible } from '../../diagnostics/visible-text.js';
import type { TextSink } from '../io.js';

/**
 * Rows as CSV (RFC 4180 with LF). A null cell is empty, the empty text is `""`; several values are joined by a line end.
 * Where some value of a multivalue column holds a line end itself, a column `__mv_<field>` gives the values as `$a$;$b$`
 * (a dollar sign doubled), as Splunk's own exports do. The rows are looked through twice.
 */
export function* csvLines(columns: readonly string[], rows: Iterable<Row>): Generator<string> {
  const ambiguous = ambiguousColumns(columns, rows);
  yield `${[...columns, ...ambiguous.map((column) => `__mv_${column}`)].map(csvCell).join(',')}\n`;
  for (const row of rows) {
    const cells = columns.map((column) => cell(own(row, column)));
    for (const column of ambiguous) cells.push(encoded(own(row, column)));
    yield `${cells.join(',')}\n`;
  }
}

function own(row: Row, column: string): string | readonly string[] | undefined {
  return Object.hasOwn(row, column) ? row[column] : undefined;
}

/** The columns with several values in some row, of which some value holds a line end. */
function ambiguousColumns(columns: readonly string[], rows: Iterable<Row>): string[] {
  const several = new Set<string>();
  const lineEnds = new Set<string>();
  for (const row of rows) {
    for (const column of columns) {
      const value = own(row, column);
      if (value === undefined) continue;
      if (typeof value !== 'string') several.add(column);
      const hasLineEnd = typeof value === 'string' ? value.includes('\n') : value.some((each) => each.includes('\n'));
      if (hasLineEnd) lineEnds.add(column);
    }
  }
  return columns.filter((column) => several.has(column) && lineEnds.has(column));
}

function cell(value: string | readonly string[] | undefined): string {
  if (value === undefined) return '';
  return value === '' ? '""' : csvCell(typeof value === 'string' ? value : value.join('\n'));
}

function encoded(value: string | readonly string[] | undefined): string {
  if (value === undefined || typeof value === 'string') return '';
  return csvCell(value.map((each) => `$${each.replaceAll('$', '$$$$')}$`).join(';'));
}

/** A file gets the bytes; a terminal gets nothing it would obey. */
export function* safeCsv(records: Iterable<string>, sink: TextSink): Generator<string> {
  for (const record of records) yield sink.isTerminal ? record.split('\n').map(visible).join('\n') : record;
}
