import type { Row } from '../../api/plain-events.js';
import { cellsOf, visible, widthOf } from '../../diagnostics/visible-text.js';
import { formatTime } from '../../values/time/format.js';
import { type ShownLine, wrapCells } from './wrap.js';

export interface TableOptions {
  readonly width: number;
  readonly timeZone: string;
  readonly color: boolean;
}

/** Lines shown of one cell. */
const mostCellLines = 12;
/** Columns are not made narrower than this; a table that would need it is written row by row. */
const leastWidth = 10;
const gap = 2;

/**
 * Rows as a table that fits the width: long cells are wrapped, several values stand below one another, numbers on the
 * right. Too many columns for that: one line per field. Nothing in it can steer a terminal. Ends with a line break.
 */
export function renderTable(columns: readonly string[], rows: readonly Row[], options: TableOptions): string {
  if (columns.length === 0 || rows.length === 0) return '';
  const texts = rows.map((row) => columns.map((column) => cellTexts(row, column, options)));
  const natural = columns.map((column, index) => {
    let most = shownWidth(column);
    for (const row of texts) {
      for (const value of row[index]!) {
        for (const line of value.slice(0, 4 * options.width).split('\n')) most = Math.max(most, shownWidth(line));
      }
    }
    return most;
  });
  const widths = fit(natural, options.width - gap * (columns.length - 1));
  return widths === undefined ? renderRecords(columns, texts, options) : renderGrid(columns, texts, widths, options);
}

/** The columns that a table of events shows: an event has dozens of fields, of which its text tells most. */
export function shownColumns(columns: readonly string[]): readonly string[] {
  if (!columns.includes('_raw') || columns.length <= 10) return columns;
  return ['_time', 'host', 'sourcetype', '_raw'].filter((column) => columns.includes(column));
}

function shownWidth(text: string): number {
  return widthOf(cellsOf(text));
}

function cellTexts(row: Row, column: string, { timeZone }: TableOptions): readonly string[] {
  if (!Object.hasOwn(row, column)) return [];
  const value = row[column]!;
  if (typeof value !== 'string') return value;
  return [column === '_time' ? timeText(value, timeZone) : value];
}

/** `_time` as Splunk shows it: a date instead of seconds. */
function timeText(value: string, timeZone: string): string {
  if (!/^-?\d{1,12}(?:\.\d+)?$/.test(value)) return value;
  return (
    formatTime(Number(value), value.includes('.') ? '%Y-%m-%dT%H:%M:%S.%3N' : '%Y-%m-%dT%H:%M:%S', timeZone) ?? value
  );
}

/** Widths that add up to at most `room`: the widest columns give first. Undefined when that cannot be. */
function fit(natural: readonly number[], room: number): number[] | undefined {
  const widths = [...natural];
  let over = widths.reduce((sum, width) => sum + width, 0) - room;
  while (over > 0) {
    const widest = Math.max(...widths);
    const second = Math.max(leastWidth, ...widths.filter((width) => width < widest));
    if (widest <= leastWidth) return undefined;
    const wide = widths.flatMap((width, index) => (width === widest ? [index] : []));
    const each = Math.min(widest - second, Math.ceil(over / wide.length));
    for (const index of wide) {
      const take = Math.min(each, over);
      widths[index]! -= take;
      over -= take;
    }
  }
  return widths;
}

const numeric = /^-?\d+(?:\.\d+)?%?$/;

function renderGrid(
  columns: readonly string[],
  texts: readonly (readonly (readonly string[])[])[],
  widths: readonly number[],
  { color }: TableOptions,
): string {
  const right = columns.map((_, index) => texts.every((row) => row[index]!.every((value) => numeric.test(value))));
  const line = (parts: readonly (ShownLine | undefined)[]): string =>
    parts
      .map((part, index) => {
        const pad = ' '.repeat(Math.max(0, widths[index]! - (part?.width ?? 0)));
        return right[index] === true ? pad + (part?.text ?? '') : (part?.text ?? '') + pad;
      })
      .join(' '.repeat(gap))
      .trimEnd();
  const block = (cells: readonly (readonly ShownLine[])[]): string[] => {
    const height = Math.max(1, ...cells.map((cell) => cell.length));
    return Array.from({ length: height }, (_, index) => line(cells.map((cell) => cell[index])));
  };
  const header = block(columns.map((column, index) => wrapCells(column, widths[index]!, 3)));
  const lines = color ? header.map((each) => `\u001b[1m${each}\u001b[0m`) : header;
  lines.push(widths.map((width) => '─'.repeat(width)).join(' '.repeat(gap)));
  for (const row of texts) {
    lines.push(...block(row.map((values, index) => cellLines(values, widths[index]!))));
  }
  return `${lines.join('\n')}\n`;
}

/** One line per field, for rows with more columns than fit beside one another. */
function renderRecords(
  columns: readonly string[],
  texts: readonly (readonly (readonly string[])[])[],
  { width }: TableOptions,
): string {
  const label = Math.min(30, Math.max(...columns.map(shownWidth)));
  const lines: string[] = [];
  texts.forEach((row, index) => {
    lines.push(`── ${index + 1} ${'─'.repeat(Math.max(0, label - 2))}`);
    row.forEach((values, column) => {
      if (values.length === 0) return;
      const shown = cellLines(values, Math.max(20, width - label - gap));
      shown.forEach((each, i) => {
        const name = i === 0 ? visible(columns[column]!) : '';
        lines.push(`${name.padEnd(label)}${' '.repeat(gap)}${each.text}`);
      });
    });
  });
  return `${lines.join('\n')}\n`;
}

function cellLines(values: readonly string[], width: number): ShownLine[] {
  const lines = values.slice(0, mostCellLines + 1).flatMap((value) => wrapCells(value, width, mostCellLines));
  if (lines.length <= mostCellLines && values.length <= mostCellLines + 1) return lines;
  return [...lines.slice(0, mostCellLines - 1), { text: '…', width: 1 }];
}
