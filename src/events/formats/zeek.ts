import type { EventCollector } from '../collector.js';
import type { EventFormat, FormatOptions, FormatReader } from '../format.js';
import { createLineReader } from '../line-reader.js';
import type { JsonObject, JsonValue } from '../raw-event.js';
import { timeOfValue } from '../timestamps/value.js';

/**
 * Zeek's own log form: `#separator`, `#fields`, `#types` and other header lines, then one tab-separated event a line.
 * Unset fields are absent, sets and vectors are arrays. Headers may occur again (files put together).
 */
export const zeek: EventFormat = {
  name: 'zeek',
  summary: 'Zeek log with #fields header, tab-separated',
  extensions: [],
  recognises: (head) => head.trimmed.startsWith('#separator') || /^#fields\t/m.test(head.trimmed.slice(0, 2000)),
  open: (collector, options) => openZeek(collector, options),
};

interface ZeekHeader {
  separator: string;
  setSeparator: string;
  empty: string;
  unset: string;
  path: string | undefined;
  fields: readonly string[];
  types: readonly string[];
}

function openZeek(collector: EventCollector, options: FormatOptions): FormatReader {
  const header: ZeekHeader = {
    separator: '\t',
    setSeparator: ',',
    empty: '(empty)',
    unset: '-',
    path: undefined,
    fields: [],
    types: [],
  };
  return createLineReader(collector, options, (text, line, offset) => {
    if (text.startsWith('#')) {
      readHeader(header, text);
      return;
    }
    if (header.fields.length === 0) {
      collector.bad(line, offset, 'stands before the #fields line', text);
      return;
    }
    const cells = text.split(header.separator);
    if (cells.length !== header.fields.length) {
      collector.bad(line, offset, `has ${cells.length} values for ${header.fields.length} fields`, text);
    }
    const fields = fieldsOf(header, cells);
    const event = collector.event(text, timeOfValue(fields['ts'], collector.time), line, offset);
    event.fields = fields;
    event.listsAreValues = true;
    if (header.path !== undefined) collector.suggest(event, undefined, header.path);
  });
}

function readHeader(header: ZeekHeader, text: string): void {
  if (text.startsWith('#separator ')) {
    const escaped = text.slice('#separator '.length).trim();
    const separator = escaped.replace(/\\x([0-9a-f]{2})/gi, (_, code: string) =>
      String.fromCharCode(Number.parseInt(code, 16)),
    );
    if (separator !== '') header.separator = separator;
    return;
  }
  const [key, ...values] = text.split(header.separator);
  const first = values[0];
  if (key === '#fields') header.fields = values;
  else if (key === '#types') header.types = values;
  else if (first === undefined) return;
  else if (key === '#path') header.path = first;
  else if (key === '#set_separator' && first !== '') header.setSeparator = first;
  else if (key === '#empty_field') header.empty = first;
  else if (key === '#unset_field') header.unset = first;
}

function fieldsOf(header: ZeekHeader, cells: readonly string[]): JsonObject {
  const fields: JsonObject = Object.create(null);
  const count = Math.min(cells.length, header.fields.length);
  for (let index = 0; index < count; index++) {
    const cell = cells[index]!;
    if (cell === header.unset) continue;
    fields[header.fields[index]!] = cellValue(header, cell, header.types[index] ?? 'string');
  }
  return fields;
}

function cellValue(header: ZeekHeader, cell: string, type: string): JsonValue {
  const many = type.startsWith('set[') || type.startsWith('vector[');
  if (cell === header.empty) return many ? [] : '';
  return many ? cell.split(header.setSeparator).map(unescapeCell) : unescapeCell(cell);
}

/** Zeek writes separators and control characters inside values as `\x09`. */
function unescapeCell(cell: string): string {
  if (!cell.includes('\\x')) return cell;
  return cell.replace(/\\x([0-9a-f]{2})/gi, (_, code: string) => String.fromCharCode(Number.parseInt(code, 16)));
}
