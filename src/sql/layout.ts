import { scalarText, toNumber } from '../values/coerce.js';
import type { Event } from '../values/event.js';
import { otherNamedFields } from '../values/search-fields.js';
import { valuesOf } from '../values/value.js';
import { eventColumns } from './schema.js';

/** A row of a table of events. */
export interface EventRow {
  /** `_time`, then the texts of the other columns. */
  readonly cells: readonly (string | number | null)[];
  readonly fields: ReadonlyMap<string, readonly string[]>;
  /** Other names by which the event is selected, under `field&` values as written, and the data sets of a model that it is in. */
  readonly names: ReadonlyMap<string, readonly string[]>;
}

const named = [...otherNamedFields, 'index'];

/** An event as a row of the default layout; undefined where a column cannot hold what the event says. */
export function eventRow(event: Event): EventRow | undefined {
  const cells: (string | number | null)[] = [];
  for (const { field, type } of eventColumns) {
    const value = event.get(field);
    if (value !== null && typeof value === 'object') return undefined;
    if (value === null) cells.push(null);
    else if (type === 'text') cells.push(scalarText(value));
    else {
      const number = toNumber(value);
      if (number === null) return undefined;
      cells.push(number);
    }
  }
  const columns = new Set(eventColumns.map(({ field }) => field));
  const fields = new Map<string, string[]>();
  const names = new Map<string, readonly string[]>();
  for (const field of event.fieldNames()) {
    const written = event.asWritten(field);
    if (written !== null) names.set(`${field}&`, valuesOf(written).map(scalarText));
    if (columns.has(field)) continue;
    const values = valuesOf(event.get(field)).map(scalarText);
    if (values.length > 0) fields.set(field, values);
  }
  const nodes = event.get('nodename');
  if (nodes !== null) names.set('nodename', valuesOf(nodes).map(scalarText));
  for (const field of named) {
    const others = event.otherNames(field);
    if (others.length > 0) names.set(field, others);
  }
  return { cells, fields, names };
}
