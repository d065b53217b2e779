import type { TableProcedure } from '../../plan/nodes/set.js';
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

function cellsOf(line: string): Cell[] {
  return [...line.matchAll(/\S+/g)].map((match) => ({
    text: match[0],
    start: match.index,
    end: match.index + match[0].length,
  }));
}

/** The values of a line by column: word by word where the numbers agree, otherwise by the places of the names. */
function valuesByColumn(line: string, header: readonly Cell[]): (string | undefined)[] {
  const cells = cellsOf(line);
  if (cells.length === header.length) return cells.map((cell) => cell.text);
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

function headerOf(table: readonly string[], procedure: Multikv): { header: Cell[]; rows: readonly string[] } {
  if (procedure.noHeader) {
    const widest = table.reduce((most, line) => Math.max(most, cellsOf(line).length), 0);
    const header = Array.from({ length: widest }, (_, i) => ({ text: `Column_${i + 1}`, start: 0, end: 0 }));
    return { header, rows: table };
  }
  return { header: cellsOf(table[0] ?? ''), rows: table.slice(1) };
}

/** The rows of the tables in an event; none when it holds no table. */
function* rowsOf(event: Event, procedure: Multikv): Generator<Event> {
  const raw = toText(event.get('_raw'));
  if (raw === null) return;
  const lines = raw.split(/\r?\n/);
  const from = procedure.forceHeader === undefined ? 0 : procedure.forceHeader - 1;
  for (const table of tablesOf(lines.slice(from), procedure.multiTable)) {
    const { header, rows: body } = headerOf(table, procedure);
    const wanted = header.map(({ text }) => procedure.fields.length === 0 || procedure.fields.includes(text));
    for (const line of body) {
      if (procedure.filter.length > 0 && !procedure.filter.some((term) => line.includes(term))) continue;
      const row = procedure.copyAttributes ? event.copy() : Event.of([['_time', event.get('_time')]]);
      row.set('_raw', line);
      const values = procedure.noHeader ? cellsOf(line).map((cell) => cell.text) : valuesByColumn(line, header);
      for (const [i, value] of values.entries()) {
        const name = header[i]?.text;
        if (name !== undefined && value !== undefined && wanted[i] === true) row.set(name, value);
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
