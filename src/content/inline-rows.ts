import { Event } from '../values/event.js';
import { jsonText, writeJson } from '../values/json/node.js';
import { readJson } from '../values/json/read.js';
import { multivalue, type Value } from '../values/value.js';
import { csvRecords } from './csv.js';

/**
 * Rows written into a search: CSV with a header line, or a JSON array of objects (spl-commands 13). Those of JSON are
 * events with the time of the search and their object as the text (published).
 */
export function inlineRows(format: 'csv' | 'json', data: string, now: number): Event[] {
  return format === 'csv' ? csvRows(data) : jsonRows(data, Math.floor(now));
}

function csvRows(data: string): Event[] {
  const rows: Event[] = [];
  let columns: readonly string[] | undefined;
  for (const { cells } of csvRecords(data)) {
    if (columns === undefined) {
      columns = cells.map((cell) => cell.trim());
      continue;
    }
    rows.push(
      Event.of(columns.map((name, index) => [name, cells[index] === '' ? null : (cells[index] ?? null)] as const)),
    );
  }
  return rows;
}

function jsonRows(data: string, time: number): Event[] {
  const root = readJson(data);
  const items = root.kind === 'array' ? root.items : root.kind === 'object' ? [root] : [];
  return items.flatMap((item) => {
    if (item.kind !== 'object') return [];
    const cells = item.members.map(({ name, value }): readonly [string, Value] => {
      if (value.kind === 'null') return [name, null];
      const scalars =
        value.kind === 'array' && value.items.every((each) => each.kind !== 'object' && each.kind !== 'array');
      return [name, scalars ? multivalue(value.items.map(jsonText)) : jsonText(value)];
    });
    return Event.of([['_raw', writeJson(item)], ['_time', time], ...cells]);
  });
}
