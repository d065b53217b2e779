import { formatNumber } from '../values/coerce.js';
import { Event } from '../values/event.js';
import { multivalue, type Scalar, type Value } from '../values/value.js';

/** A row as a program writes it: texts, numbers, booleans, lists of them; null or absent fields do not exist. */
export type PlainRow = Readonly<Record<string, unknown>>;

function scalarOf(value: unknown): Scalar | null {
  if (typeof value === 'string') return value;
  if (typeof value === 'number') return formatNumber(value);
  if (value === null || value === undefined) return null;
  return typeof value === 'object' ? JSON.stringify(value) : String(value);
}

/** A plain row as an event; values become text, as fields are. */
export function plainRowEvent(row: PlainRow): Event {
  return Event.of(
    Object.entries(row).map(([name, value]): readonly [string, Value] => [
      name,
      Array.isArray(value) ? multivalue(value.flatMap((each) => scalarOf(each) ?? [])) : scalarOf(value),
    ]),
  );
}
