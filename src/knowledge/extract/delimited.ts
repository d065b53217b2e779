import { FieldBag } from '../../extraction/field-bag.js';

/** How the columns of a text are told apart. */
export interface DelimitedOptions {
  /** One character: `,`, tab or blank. */
  readonly separator: string;
  /** Field names by position; an empty name skips the column, columns beyond the list are ignored. */
  readonly columns: readonly string[];
  /** Values that stand for others; null: for no value (`-`). */
  readonly replace?: ReadonlyMap<string, string | null>;
}

/**
 * Columns of one line: comma, tab or blank between them. A column in double quotes may hold the separator and doubled
 * quotes. With a blank as separator runs of blanks count as one. Empty columns give no field.
 */
export function delimitedFields(line: string, options: DelimitedOptions): FieldBag {
  const bag = new FieldBag();
  const { separator, columns, replace } = options;
  let at = 0;
  for (const column of columns) {
    if (at > line.length) break;
    if (separator === ' ') while (line[at] === ' ') at++;
    let value: string;
    if (line[at] === '"') {
      const read = quotedColumn(line, at + 1);
      value = read.value;
      const end = line.indexOf(separator, read.end);
      at = end < 0 ? line.length + 1 : end + 1;
    } else {
      const end = line.indexOf(separator, at);
      const stop = end < 0 ? line.length : end;
      value = line.slice(at, stop);
      at = stop + 1;
    }
    if (column === '' || value === '') continue;
    const replaced = replace?.get(value);
    if (replaced !== null) bag.add(column, replaced ?? value);
  }
  return bag;
}

/** The text of a quoted column that starts at `from`, behind the quote, and where it ends, behind the closing quote. */
function quotedColumn(line: string, from: number): { value: string; end: number } {
  let value = '';
  let start = from;
  for (;;) {
    const quote = line.indexOf('"', start);
    if (quote < 0) return { value: value + line.slice(start), end: line.length };
    value += line.slice(start, quote);
    if (line[quote + 1] !== '"') return { value, end: quote + 1 };
    value += '"';
    start = quote + 2;
  }
}
