import { Event } from '../values/event.js';
import { Shape } from '../values/shape.js';
import type { Value } from '../values/value.js';

type Cells = Iterable<readonly [string, Value]>;

/** Wider rows have the cells that are theirs only: a wide table may hold few. */
const mostPlaces = 300;

/**
 * What makes the rows of a table of these columns, of which the same name may stand for several: the last value stands. A row has places
 * for all columns, so that their order shows also where the first rows lack some; of a wide table, the first row has.
 */
export function tableRows(names: readonly string[]): (cells: Cells) => Event {
  const columns = [...new Set(names)];
  const shape = Shape.ofTable(columns);
  let first = true;
  return (cells) => {
    if (!first && columns.length > mostPlaces) return Event.of(cells);
    first = false;
    const values = new Array<Value>(columns.length).fill(null);
    for (const [name, value] of cells) if (value !== null) values[shape.placeOf(name)!] = value;
    return Event.shaped(shape, values);
  };
}
