import { formatNumber, scalarText } from '../values/coerce.js';
import { Event } from '../values/event.js';
import { multivalue, type Scalar, type Value } from '../values/value.js';

/** An event as a plain object: text, numbers, booleans, lists of them, nested objects. */
export type PlainEvent = Readonly<Record<string, unknown>>;

/** A result row as a plain object: text, or a list where the field is multivalue; null fields are absent. */
export type Row = Record<string, string | string[]>;

function scalarOf(value: unknown): Scalar | null {
  if (typeof value === 'string') return value;
  if (typeof value === 'number') return formatNumber(value);
  if (typeof value === 'boolean' || typeof value === 'bigint') return String(value);
  return null;
}

/** Nested objects and lists of objects become `a.b` and `a{}.b`, as search-time JSON extraction names them (spl-core 6.3). */
function flatten(name: string, value: unknown, into: Map<string, Scalar[]>, depth: number): void {
  const scalar = scalarOf(value);
  if (scalar !== null) {
    const list = into.get(name);
    if (list === undefined) into.set(name, [scalar]);
    else list.push(scalar);
  } else if (Array.isArray(value)) {
    // A list directly in the event is a multivalue field; lists further down are JSON.
    const plain = depth === 0 && value.every((each) => scalarOf(each) !== null);
    for (const each of value) flatten(plain ? name : `${name}{}`, each, into, depth + 1);
  } else if (typeof value === 'object' && value !== null && depth < 64) {
    for (const [key, inner] of Object.entries(value)) flatten(`${name}.${key}`, inner, into, depth + 1);
  }
}

/** A plain object as an event; values become text, and a time stays the number that it is in events out of files. */
export function eventOf(plain: PlainEvent): Event {
  const found = new Map<string, Scalar[]>();
  for (const [name, value] of Object.entries(plain)) flatten(name, value, found, 0);
  const fields: [string, Value][] = [];
  for (const [name, values] of found) {
    const given = plain[name];
    fields.push([name, name === '_time' && typeof given === 'number' ? given : multivalue(values)]);
  }
  return Event.of(fields);
}

/** An event as a plain row. */
export function rowOf(event: Event): Row {
  return rowWith(event, event.fieldNames());
}

/** As {@link rowOf}, with no more than these fields. */
export function rowWith(event: Event, names: readonly string[]): Row {
  const row: Row = Object.create(null) as Row;
  for (const name of names) {
    const value = event.get(name);
    if (value === null) continue;
    row[name] = typeof value === 'object' ? value.map(scalarText) : scalarText(value);
  }
  // A row is an ordinary object for its reader, whatever its fields are called.
  return Object.defineProperties({}, Object.getOwnPropertyDescriptors(row)) as Row;
}
