import { csvCells } from '../csv-cells.js';
import type { EventFormat } from '../format.js';
import { createLineReader } from '../line-reader.js';
import type { JsonObject } from '../raw-event.js';
import { isoTimeAt } from '../timestamps/iso.js';
import { timeOfLine } from '../timestamps/line.js';
import type { TimeContext } from '../timestamps/time-context.js';

/**
 * W3C extended logs (IIS, CloudFront, proxies): directives `#Version: #Date: #Fields: …`, then one event a line. The
 * time is UTC by the standard; `-` is an absent value. `#Fields` may occur again with other columns. Exchange writes commas between
 * the names and between the values.
 */
export const w3c: EventFormat = {
  name: 'w3c',
  summary: 'W3C extended log with #Fields header (IIS, CloudFront)',
  extensions: [],
  recognises: (head) => head.trimmed.startsWith('#') && /^#Fields:[ \t]/im.test(head.trimmed.slice(0, 4000)),
  open(collector, options) {
    let names: string[] = [];
    let commas = false;
    let date: string | undefined;
    const time: TimeContext = { now: collector.time.now, timeZone: 'UTC' };
    return createLineReader(collector, options, (text, line, offset) => {
      if (text.startsWith('#')) {
        if (/^#fields:/i.test(text)) {
          const list = text.slice(8).trim();
          commas = /^[^\s,]+(?:,[^\s,]+)+$/.test(list);
          names = list.split(commas ? ',' : /\s+/).map(w3cColumn);
        } else if (/^#date:/i.test(text)) date = text.slice(6).trim().slice(0, 10);
        return;
      }
      if (names.length === 0) {
        collector.bad(line, offset, 'stands before the #Fields line', text);
        return;
      }
      const cells = commas ? csvCells(text, ',') : cellsOf(text);
      if (cells.length !== names.length) {
        collector.bad(line, offset, `has ${cells.length} values for ${names.length} fields`, text);
      }
      const fields: JsonObject = Object.create(null);
      const count = Math.min(cells.length, names.length);
      for (let index = 0; index < count; index++) {
        const cell = cells[index]!;
        const name = names[index]!;
        if (cell !== '-' && cell !== '') fields[name] = w3cValue(name, cell);
      }
      const event = collector.event(text, timeOf(fields, date, time) ?? timeOfLine(text, time), line, offset);
      event.fields = fields;
    });
  },
};

/** A W3C column as a field name, as an indexer makes it: `cs(User-Agent)` is `cs_User_Agent`, `sc-status` is `sc_status`. */
export function w3cColumn(column: string): string {
  return column.replace(/\)$/, '').replace(/[^A-Za-z0-9_]/g, '_');
}

/** What a value of a column says; blanks in a user agent are written as `+`. */
export function w3cValue(name: string, text: string): string {
  return name === 'cs_User_Agent' ? text.replaceAll('+', ' ') : text;
}

function timeOf(fields: JsonObject, date: string | undefined, time: TimeContext): number | undefined {
  const clock = fields['time'];
  const day = fields['date'] ?? date;
  return typeof clock === 'string' && typeof day === 'string' ? isoTimeAt(`${day} ${clock}`, 0, time) : undefined;
}

/** Values separated by tabs when there are any, else by blanks; a quoted value may hold blanks. */
function cellsOf(text: string): string[] {
  if (text.includes('\t')) return text.split('\t');
  if (!text.includes('"')) return text.trim().split(/ +/);
  return (text.match(/"(?:[^"]|"")*"|[^ ]+/g) ?? []).map((cell) =>
    cell.length > 1 && cell.startsWith('"') && cell.endsWith('"') ? cell.slice(1, -1).replaceAll('""', '"') : cell,
  );
}
