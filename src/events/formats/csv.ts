import { decodeText } from '../bytes.js';
import type { EventCollector } from '../collector.js';
import { csvCells } from '../csv-cells.js';
import { CsvSplitter } from '../csv-splitter.js';
import type { EventFormat, FormatOptions, FormatReader, InputHead } from '../format.js';
import { innerEvent } from '../inner-event.js';
import { addInnerEvent } from '../json-event.js';
import type { JsonObject } from '../raw-event.js';
import { timeOfObject } from '../timestamps/json.js';
import { timeOfLine } from '../timestamps/line.js';
import { timeOfRaw } from '../timestamps/raw.js';
import { timeOfValue } from '../timestamps/value.js';
import { takeWindowsEvent } from '../windows/take-windows-event.js';
import { windowsEvent } from '../windows/windows-event.js';

const delimiters = [',', '\t', ';', '|'] as const;
const headerCell = /^"?[A-Za-z_@][\w .:{}@()/#-]{0,99}"?$/;

/**
 * CSV with a header, as Splunk exports it: columns `_raw` and `_time` and the metadata make the event, a `__mv_` column
 * holds the values of a multivalue field as `$a$;$b$`. Without `_raw` the record's own text is the raw text.
 */
export const csv: EventFormat = {
  name: 'csv',
  summary: 'CSV (comma, tab, semicolon or bar) with a header line',
  extensions: ['csv', 'tsv'],
  recognises: (head) => isTable(head),
  suits: (head) => !looksLikeValues(headerOf(head).names),
  open: (collector, options) => openCsv(collector, options),
};

/** Lines before the header: comments, PowerShell's `#TYPE`, and `sep=;` for spreadsheets. */
const preamble = /^(?:#|\/\/|sep=.$)/i;
/** A number, a date or an address, which no column is called. */
const valueCell = /^"?[\d-][\d.,:/ T+-]*Z?"?$/;

interface Header {
  readonly delimiter: string;
  readonly names: readonly string[];
  /** It stands in a comment: the last line of the preamble. */
  readonly isComment: boolean;
  /** The lines of the head that are records. */
  readonly records: readonly string[];
}

/** Where the columns are named: in the first line that is no comment, or in a comment before lines of values. */
function headerOf({ lines }: InputHead): Header {
  let first = 0;
  let separator: string | undefined;
  while (first < lines.length - 1 && preamble.test(lines[first]!)) {
    separator = /^sep=(.)$/i.exec(lines[first]!)?.[1] ?? separator;
    first++;
  }
  const line = lines[first] ?? '';
  const delimiter = separator ?? delimiterOf(line);
  const names = csvCells(line, delimiter);
  if (first > 0 && names.length > 1 && looksLikeValues(names)) {
    const commented = csvCells(uncommented(lines[first - 1]!), delimiter);
    if (commented.length === names.length) {
      return { delimiter, names: commented, isComment: true, records: lines.slice(first) };
    }
  }
  return { delimiter, names, isComment: false, records: lines.slice(first + 1) };
}

function uncommented(line: string): string {
  return line.replace(/^(?:#+|\/\/)\s*/, '');
}

function looksLikeValues(cells: readonly string[]): boolean {
  return cells.length > 1 && cells.some((cell) => valueCell.test(cell.trim()));
}

/** The header is made of names only, and the first record has as many cells. */
function isTable(head: InputHead): boolean {
  const { delimiter, names, records } = headerOf(head);
  if (names.length < 2 || !names.every((name) => headerCell.test(name.trim()))) return false;
  if (names.includes('_raw') || names.includes('_time')) return true;
  if (new Set(names).size !== names.length || records.length === 0) return false;
  return csvCells(records[0]!, delimiter).length === names.length || records[0]!.includes('"');
}

function delimiterOf(line: string): string {
  let best: string = delimiters[0];
  let most = 0;
  for (const delimiter of delimiters) {
    const count = csvCells(line, delimiter).length;
    if (count > most) {
      most = count;
      best = delimiter;
    }
  }
  return best;
}

function openCsv(collector: EventCollector, options: FormatOptions): FormatReader {
  const { delimiter, names, isComment } = headerOf(options.head);
  const rows = new CsvRows(collector, delimiter, isComment ? names : undefined);
  return new CsvSplitter(
    (bytes, start, end, line, offset) => {
      if (end - start >= options.maxRecordBytes) collector.cut(line);
      rows.add(decodeText(bytes, start, end).replaceAll('\0', ''), line, offset);
    },
    (bytes, start, end, line, offset) => {
      const text = decodeText(bytes, start, Math.min(end, start + 200));
      collector.bad(line, offset, 'opens a quoted cell that does not end', text);
    },
    delimiter.charCodeAt(0),
    options.maxRecordBytes,
  );
}

const metadata = ['host', 'source', 'sourcetype', 'index'] as const;

class CsvRows {
  #names: readonly string[] | undefined;
  /** The lines before the header are past. */
  #started = false;
  /** For each column the index of its `__mv_` column, or -1; undefined marks such a column itself. */
  #multivalue: readonly (number | undefined)[] = [];

  constructor(
    private readonly collector: EventCollector,
    private readonly delimiter: string,
    names: readonly string[] | undefined,
  ) {
    if (names !== undefined) this.#setNames(names);
  }

  add(record: string, line: number, offset: number): void {
    if (record.trim() === '') return;
    if (!this.#started && preamble.test(record.trim())) return;
    this.#started = true;
    const cells = csvCells(record, this.delimiter);
    if (this.#names === undefined) {
      this.#setNames(cells);
      return;
    }
    if (cells.length !== this.#names.length) {
      const reason = `has ${cells.length} cells for ${this.#names.length} columns`;
      this.collector.bad(line, offset, reason, record.slice(0, 200));
    }
    const fields = this.#fieldsOf(this.#names, cells);
    const raw = fields['_raw'];
    const inner = typeof raw === 'string' ? undefined : innerEvent(fields);
    if (inner !== undefined) {
      addInnerEvent(this.collector, inner, line, offset);
      return;
    }
    const text = typeof raw === 'string' ? raw : record;
    const windows = typeof raw === 'string' ? undefined : windowsEvent(fields);
    const event = this.collector.event(text, this.#timeOf(fields, raw, record), line, offset);
    event.fields = fields;
    event.listsAreValues = true;
    if (windows !== undefined) takeWindowsEvent(this.collector, event, fields, windows);
    for (const key of metadata) {
      const value = fields[key];
      if (typeof value === 'string' && value !== '') event[key] = value;
    }
  }

  #setNames(cells: readonly string[]): void {
    const names = cells.map((name) => name.trim());
    this.#names = names;
    this.#multivalue = names.map((name) => (name.startsWith('__mv_') ? undefined : names.indexOf(`__mv_${name}`)));
  }

  #fieldsOf(names: readonly string[], cells: readonly string[]): JsonObject {
    const fields: JsonObject = Object.create(null);
    const count = Math.min(names.length, cells.length);
    for (let column = 0; column < count; column++) {
      const list = this.#multivalue[column];
      const cell = cells[column]!;
      if (list === undefined || cell === '') continue;
      const values = list === -1 ? '' : (cells[list] ?? '');
      fields[names[column]!] = values === '' ? cell : multivalueOf(values);
    }
    return fields;
  }

  #timeOf(fields: JsonObject, raw: unknown, record: string): number | undefined {
    const cx = this.collector.time;
    const stated = timeOfValue(fields['_time'], cx, true) ?? timeOfObject(fields, cx);
    if (stated !== undefined) return stated;
    return typeof raw === 'string' ? timeOfRaw(raw, cx) : timeOfLine(record, cx);
  }
}

/** `$a$;$b$`, in which a dollar sign of a value is doubled (spl-core 7, multivalue in CSV). */
function multivalueOf(text: string): string[] {
  const values: string[] = [];
  for (const match of text.matchAll(/\$((?:[^$]|\$\$)*)\$(?:;|$)/g)) values.push(match[1]!.replaceAll('$$', '$'));
  return values;
}
