import { type Diagnostic, diagnostic } from '../diagnostics/diagnostic.js';
import { LineIndex } from '../source/line-index.js';
import type { Source } from '../source/source.js';
import { span } from '../source/span.js';
import type { LookupTable } from '../values/lookup/lookup-index.js';
import { csvRecords } from './csv.js';

/** A lookup's rows, and what was wrong with its text. */
export interface LookupTableResult {
  readonly table: LookupTable;
  readonly diagnostics: readonly Diagnostic[];
}

/** No columns, no rows. */
export const emptyLookupTable: LookupTable = { fields: [], rows: [] };

/** Deviating rows that are reported one by one; the rest only count in the last message. */
const shownRows = 5;

/** No published lookup has forty columns; every field of a search is asked for among them. */
const mostColumns = 2_000;

/** Reads a CSV lookup: the first record names the columns, every other is a row. */
export function readCsvLookup(source: Source): LookupTableResult {
  const diagnostics: Diagnostic[] = [];
  const lines = new LineIndex(source.text);
  const at = (line: number) => ({
    source,
    span: span(lines.lineStart(line), lines.lineStart(line) + lines.lineText(line).length),
  });
  let columns: string[] | undefined;
  const rows: string[][] = [];
  let uneven = 0;
  for (const record of csvRecords(source.text)) {
    if (record.isOpen)
      diagnostics.unshift(diagnostic('lookup-open-quote', { line: record.line }, { at: at(record.line) }));
    if (columns === undefined) {
      columns = record.cells.map((cell) => cell.trim());
      if (columns.length > mostColumns) {
        const problem = `the CSV has ${columns.length} columns, more than ${mostColumns}`;
        diagnostics.push(diagnostic('lookup-data-invalid', { problem }, { at: at(1) }));
        return { table: emptyLookupTable, diagnostics };
      }
      continue;
    }
    if (record.cells.length !== columns.length && ++uneven <= shownRows) {
      const params = { line: record.line, cells: record.cells.length, columns: columns.length };
      diagnostics.push(diagnostic('lookup-row-length', params, { at: at(record.line) }));
    }
    rows.push(columns.map((_, i) => record.cells[i] ?? ''));
  }
  if (columns === undefined) {
    diagnostics.push(diagnostic('lookup-data-invalid', { problem: 'the CSV has no header line' }, { at: at(1) }));
    return { table: emptyLookupTable, diagnostics };
  }
  if (uneven > shownRows) {
    // The last of the rows: an open quote, which only the last record has, stands in front of them.
    const last = diagnostics.pop()!;
    diagnostics.push({
      ...last,
      help: [`${uneven - shownRows + 1} rows in all after the first ${shownRows - 1} deviate.`],
    });
  }
  return { table: { fields: columns, rows }, diagnostics };
}

/**
 * Reads the rows of a KV-store collection: a JSON array of objects, or one object per line. Numbers and booleans become
 * text, lists are joined by line ends, nested objects stay JSON text. `fields` gives the column order; other keys follow.
 */
export function readJsonLookup(source: Source, fields: readonly string[] = []): LookupTableResult {
  const diagnostics: Diagnostic[] = [];
  const objects: Map<string, string>[] = [];
  const columns = new Set(fields);
  const add = (value: unknown, from: number, to: number) => {
    if (typeof value !== 'object' || value === null || Array.isArray(value)) {
      const problem = 'a row of the collection is not a JSON object';
      diagnostics.push(diagnostic('lookup-data-invalid', { problem }, { at: { source, span: span(from, to) } }));
      return;
    }
    const row = new Map<string, string>();
    for (const [key, cell] of Object.entries(value)) {
      columns.add(key);
      row.set(key, jsonCell(cell));
    }
    objects.push(row);
  };
  const text = source.text.charCodeAt(0) === 0xfeff ? source.text.slice(1) : source.text;
  const shift = source.text.length - text.length;
  if (text.trimStart().startsWith('[')) {
    const rows = parsed(text);
    if (Array.isArray(rows)) for (const row of rows) add(row, 0, Math.min(source.text.length, 1));
    else diagnostics.push(notJson(source, 0, Math.min(source.text.length, 1)));
  } else {
    let from = 0;
    for (const line of text.split('\n')) {
      const [start, end] = [shift + from, shift + from + line.length];
      from += line.length + 1;
      if (line.trim() === '') continue;
      const row = parsed(line);
      if (row === undefined) diagnostics.push(notJson(source, start, end));
      else add(row, start, end);
    }
  }
  const names = [...columns];
  return {
    table: { fields: names, rows: objects.map((row) => names.map((name) => row.get(name) ?? '')) },
    diagnostics,
  };
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function notJson(source: Source, from: number, to: number): Diagnostic {
  return diagnostic('lookup-data-invalid', { problem: 'not valid JSON' }, { at: { source, span: span(from, to) } });
}

/** Several values are joined by line ends, as a search writes a multivalue into a table. */
function jsonCell(value: unknown): string {
  return Array.isArray(value) ? value.map(jsonText).join('\n') : jsonText(value);
}

function jsonText(value: unknown): string {
  if (typeof value === 'string') return value;
  return value === null || value === undefined ? '' : JSON.stringify(value);
}
