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

/** What is known of a column when all its rows have been seen. */
interface Column {
  readonly name: string;
  /** The widest of its lines. */
  natural: number;
  numbers: boolean;
}

/**
 * Rows as a table that fits the width: long cells are wrapped, several values stand below one another, numbers on the
 * right. Too many columns for that: one line per field. Nothing in it can steer a terminal. Ends with a line break. The rows are looked
 * through twice.
 */
export function* tableLines(names: readonly string[], rows: Iterable<Row>, options: TableOptions): Generator<string> {
  const columns = names.map((name): Column => ({ name, natural: shownWidth(name), numbers: true }));
  let count = 0;
  for (const row of rows) {
    count++;
    for (const column of columns) measure(column, cellTexts(row, column.name, options), options.width);
  }
  if (columns.length === 0 || count === 0) return;
  const room = options.width - gap * (columns.length - 1);
  const widths = fit(
    columns.map(({ natural }) => natural),
    room,
  );
  yield* widths === undefined ? recordLines(names, rows, options) : gridLines(columns, rows, widths, options);
}

function measure(column: Column, values: readonly string[], width: number): void {
  for (const value of values) {
    for (const line of value.slice(0, 4 * width).split('\n'))
      column.natural = Math.max(column.natural, shownWidth(line));
    column.numbers &&= numeric.test(value);
  }
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

function* gridLines(
  columns: readonly Column[],
  rows: Iterable<Row>,
  widths: readonly number[],
  options: TableOptions,
): Generator<string> {
  const line = (parts: readonly (ShownLine | undefined)[]): string =>
    parts
      .map((part, index) => {
        const pad = ' '.repeat(Math.max(0, widths[index]! - (part?.width ?? 0)));
        return columns[index]!.numbers ? pad + (part?.text ?? '') : (part?.text ?? '') + pad;
      })
      .join(' '.repeat(gap))
      .trimEnd();
  const block = (cells: readonly (readonly ShownLine[])[]): string[] => {
    const height = Math.max(1, ...cells.map((cell) => cell.length));
    return Array.from({ length: height }, (_, index) => line(cells.map((cell) => cell[index])));
  };
  for (const each of block(columns.map(({ name }, index) => wrapCells(name, widths[index]!, 3))))
    yield `${options.color ? `\u001b[1m${each}\u001b[0m` : each}\n`;
  yield `${widths.map((width) => '─'.repeat(width)).join(' '.repeat(gap))}\n`;
  for (const row of rows) {
    const cells = columns.map(({ name }, index) => cellLines(cellTexts(row, name, options), widths[index]!));
    for (const each of block(cells)) yield `${each}\n`;
  }
}

/** One line per field, for rows with more columns than fit beside one another. */
function* recordLines(columns: readonly string[], rows: Iterable<Row>, options: TableOptions): Generator<string> {
  const label = Math.min(30, Math.max(...columns.map(shownWidth)));
  const room = Math.max(20, options.width - label - gap);
  let number = 0;
  for (const row of rows) {
    yield `── ${++number} ${'─'.repeat(Math.max(0, label - 2))}\n`;
    for (const column of columns) {
      const values = cellTexts(row, column, options);
      if (values.length === 0) continue;
      let name = visible(column);
      for (const each of cellLines(values, room)) {
        yield `${name.padEnd(label)}${' '.repeat(gap)}${each.text}\n`;
        name = '';
      }
    }
  }
}

function cellLines(values: readonly string[], width: number): ShownLine[] {
  const lines = values.slice(0, mostCellLines + 1).flatMap((value) => wrapCells(value, width, mostCellLines));
  if (lines.length <= mostCellLines && values.length <= mostCellLines + 1) return lines;
  return [...lines.slice(0, mostCellLines - 1), { text: '…', width: 1 }];
}
