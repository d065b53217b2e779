import type { Row } from '../../api/plain-events.js';
import { cellsOf, visible, widthOf } from '../../diagnostics/visible-text.js';
import { formatTime } from '../../values/time/format.js';
import { type ShownLine, wrapCells } from './wrap.js';

export interface TableOptions {
  readonly width: number;
  readonly timeZone: string;
  readonly color: boolean;
}

/** The line above a table that says what it is about. */
export function heading(title: string, { color }: TableOptions): string {
  const text = `== ${visible(title)} ==`;
  return `${color ? `\u001b[1;36m${text}\u001b[0m` : text}\n`;
}

/** Lines shown of one cell. */
const mostCellLines = 12;
/** Columns are not made narrower than this; a table that would need it is written row by row. */
const leastWidth = 10;
/** A word of this width, and a time with milliseconds, is broken only where nothing else gives room. */
const mostUnbroken = 24;
const gap = 2;

/** What is known of a column when all its rows have been seen. */
interface Column {
  readonly name: string;
  /** The widest of its lines. */
  natural: number;
  /** The widest of its words, up to {@link mostUnbroken}. */
  unbroken: number;
  numbers: boolean;
}

/**
 * Rows as a table that fits the width: long cells are wrapped, several values stand below one another, numbers on the
 * right. Too many columns for that: one line per field. Nothing in it can steer a terminal. Ends with a line break. The rows are looked
 * through twice.
 */
export function* tableLines(names: readonly string[], rows: Iterable<Row>, options: TableOptions): Generator<string> {
  const columns = names.map(
    (name): Column => ({ name, natural: shownWidth(name), unbroken: leastWidth, numbers: true }),
  );
  let count = 0;
  for (const row of rows) {
    count++;
    for (const column of columns) measure(column, cellTexts(row, column.name, options), options.width);
  }
  if (columns.length === 0 || count === 0) return;
  const room = options.width - gap * (columns.length - 1);
  const widths = fit(columns, room);
  yield* widths === undefined ? recordLines(names, rows, options) : gridLines(columns, rows, widths, options);
}

function measure(column: Column, values: readonly string[], width: number): void {
  for (const value of values) {
    for (const line of value.slice(0, 4 * width).split('\n')) {
      column.natural = Math.max(column.natural, shownWidth(line));
      const whole = column.name === '_time' ? Math.min(shownWidth(line), mostUnbroken) : widestWord(line);
      column.unbroken = Math.max(column.unbroken, whole);
    }
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

/** `_time` as Splunk shows it: a date instead of seconds (spl-core 7). */
function timeText(value: string, timeZone: string): string {
  if (!/^-?\d{1,12}(?:\.\d+)?$/.test(value)) return value;
  return (
    formatTime(Number(value), value.includes('.') ? '%Y-%m-%d %H:%M:%S.%3N' : '%Y-%m-%d %H:%M:%S', timeZone) ?? value
  );
}

/** The widest word of a line; one that is wider than {@link mostUnbroken} has to be broken anyway. */
function widestWord(line: string): number {
  const widths = line.split(' ').map((word) => Math.min(word.length, mostUnbroken));
  return Math.max(0, ...widths);
}

/** Widths that add up to at most `room`: the widest columns give first, as far as words stay whole. Undefined when that cannot be. */
function fit(columns: readonly Column[], room: number): number[] | undefined {
  const natural = columns.map((each) => each.natural);
  const whole = columns.map((each) => Math.min(each.natural, each.unbroken));
  return (
    narrowed(natural, whole, room) ??
    narrowed(
      whole,
      whole.map((width) => Math.min(width, leastWidth)),
      room,
    )
  );
}

/** Widths between `least` and `most` that add up to at most `room`; undefined where `least` is too much. */
function narrowed(most: readonly number[], least: readonly number[], room: number): number[] | undefined {
  const sum = (widths: readonly number[]): number => widths.reduce((all, width) => all + width, 0);
  if (sum(least) > room) return undefined;
  const widths = [...most];
  for (let over = sum(widths) - room; over > 0; ) {
    const given = widths.flatMap((width, index) => (width > least[index]! ? [index] : []));
    const widest = Math.max(...given.map((index) => widths[index]!));
    const wide = given.filter((index) => widths[index] === widest);
    const next = Math.max(...given.map((index) => (widths[index]! < widest ? widths[index]! : least[index]!)));
    const each = Math.min(widest - next, Math.ceil(over / wide.length));
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
