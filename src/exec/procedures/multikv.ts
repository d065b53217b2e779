import { cleanKey } from '../../extraction/clean-name.js';
import type { TableProcedure } from '../../plan/nodes/procedure.js';
import { toText } from '../../values/coerce.js';
import { Event } from '../../values/event.js';
import { expandedRows } from '../expanded-rows.js';
import type { ProcedureCompiler } from './procedure.js';

type Multikv = TableProcedure & { readonly name: 'multikv' };

/** A word of a line with its place. */
interface Cell {
  readonly text: string;
  readonly start: number;
  readonly end: number;
}

/** What stands between the cells of a table: the tabs or commas of its first line, otherwise blanks. */
type Separator = '\t' | ',' | undefined;

function separatorOf(line: string | undefined): Separator {
  if (line?.trim().includes('\t') === true) return '\t';
  return line?.includes(',') === true ? ',' : undefined;
}

function wordsOf(line: string): Cell[] {
  return [...line.matchAll(/\S+/g)].map((match) => ({
    text: match[0],
    start: match.index,
    end: match.index + match[0].length,
  }));
}

const separatedCells = (line: string, separator: string): string[] => line.split(separator).map((text) => text.trim());

/** The values of a line by column; an empty cell has none. */
function valuesByColumn(line: string, { header, separator }: Table, noHeader: boolean): (string | undefined)[] {
  if (separator !== undefined) return separatedCells(line, separator).map((text) => (text === '' ? undefined : text));
  const cells = wordsOf(line);
  // Word by word where the numbers agree, otherwise by the places of the names.
  if (noHeader || cells.length === header.length) return cells.map((cell) => cell.text);
  const columns: string[][] = header.map(() => []);
  let column = 0;
  for (const cell of cells) {
    // A word belongs to the last column that begins before the word ends.
    while (column + 1 < header.length && header[column + 1]!.start < cell.end) column++;
    columns[column]!.push(cell.text);
  }
  return columns.map((words) => (words.length === 0 ? undefined : words.join(' ')));
}

/** Lines that belong together; a blank line parts tables. */
function tablesOf(lines: readonly string[], several: boolean): string[][] {
  if (!several) return [lines.filter((line) => line.trim() !== '')];
  const tables: string[][] = [[]];
  for (const line of lines) {
    if (line.trim() !== '') tables[tables.length - 1]!.push(line);
    else if (tables[tables.length - 1]!.length > 0) tables.push([]);
  }
  return tables.filter((table) => table.length > 0);
}

interface Table {
  readonly header: readonly Cell[];
  readonly separator: Separator;
  readonly rows: readonly string[];
}

const named = (text: string): Cell => ({ text, start: 0, end: 0 });

/** A cell of the first line as a field name. A published rule reads the column `"c_ip"` as `c_ip_`. */
const asName = (cell: Cell): Cell => ({ ...cell, text: cleanKey(cell.text) });

function readTable(lines: readonly string[], procedure: Multikv): Table {
  const separator = separatorOf(lines[0]);
  const split = (line: string): Cell[] =>
    separator === undefined ? wordsOf(line) : separatedCells(line, separator).map(named);
  if (procedure.noHeader) {
    const widest = lines.reduce((most, line) => Math.max(most, split(line).length), 0);
    const header = Array.from({ length: widest }, (_, i) => named(`Column_${i + 1}`));
    return { header, separator, rows: lines };
  }
  return { header: split(lines[0] ?? '').map(asName), separator, rows: lines.slice(1) };
}

/** The rows of the tables in an event; none when it holds no table. */
function* rowsOf(event: Event, procedure: Multikv): Generator<Event> {
  const raw = toText(event.get('_raw'));
  if (raw === null) return;
  const lines = raw.split(/\r?\n/);
  const from = procedure.forceHeader === undefined ? 0 : procedure.forceHeader - 1;
  for (const part of tablesOf(lines.slice(from), procedure.multiTable)) {
    const table = readTable(part, procedure);
    const { header } = table;
    const wanted = header.map(({ text }) => procedure.fields.length === 0 || procedure.fields.includes(text));
    for (const line of table.rows) {
      if (procedure.filter.length > 0 && !procedure.filter.some((term) => line.includes(term))) continue;
      const row = procedure.copyAttributes ? event.copy() : Event.of([['_time', event.get('_time')]]);
      row.set('_raw', line);
      for (const [i, value] of valuesByColumn(line, table, procedure.noHeader).entries()) {
        const name = header[i]?.text;
        if (name && value !== undefined && wanted[i] === true) row.set(name, value);
      }
      yield row;
    }
  }
}

/** `multikv`: one row per line of a printed table; other events pass (spl-commands 7.4). */
export const compileMultikv: ProcedureCompiler<'multikv'> = (procedure, input) => {
  return (context) => expandedRows(input(context), expand, 'multikv', context);

  function* expand(event: Event): Iterable<Event> {
    const rows = rowsOf(event, procedure);
    const first = rows.next();
    if (first.done === true) {
      yield event;
      return;
    }
    // Whoever gets the event may change it, and rows are still made of it.
    if (procedure.keepRaw) yield event.copy();
    yield first.value;
    yield* rows;
  }
};
