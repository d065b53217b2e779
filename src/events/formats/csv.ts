import { decodeText } from '../bytes.js';
import type { EventCollector } from '../collector.js';
import { csvCells } from '../csv-cells.js';
import { CsvSplitter } from '../csv-splitter.js';
import type { EventFormat, FormatOptions, FormatReader, InputHead } from '../format.js';
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
  open: (collector, options) => openCsv(collector, options),
};

/** The first line is made of names only, and the second record has as many cells. */
function isTable(head: InputHead): boolean {
  const delimiter = delimiterOf(head.firstLine);
  const names = csvCells(head.firstLine, delimiter);
  if (names.length < 2 || !names.every((name) => headerCell.test(name))) return false;
  if (names.includes('_raw') || names.includes('_time')) return true;
  if (new Set(names).size !== names.length || head.lines.length < 2) return false;
  const second = head.lines[1]!;
  return csvCells(second, delimiter).length === names.length || second.includes('"');
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
  const delimiter = delimiterOf(options.head.firstLine);
  const rows = new CsvRows(collector, delimiter);
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
  /** For each column the index of its `__mv_` column, or -1; undefined marks such a column itself. */
  #multivalue: readonly (number | undefined)[] = [];

  constructor(
    private readonly collector: EventCollector,
    private readonly delimiter: string,
  ) {}

  add(record: string, line: number, offset: number): void {
    if (record.trim() === '') return;
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
