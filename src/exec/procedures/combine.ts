import { scalarText } from '../../values/coerce.js';
import type { Event } from '../../values/event.js';
import { multivalue, type Scalar, valuesOf } from '../../values/value.js';
import { LimitedRoom } from '../held-room.js';
import { wholeTable } from '../operator.js';
import type { ProcedureCompiler } from './procedure.js';

/** All fields but one as a text that is equal for equal rows. */
function restOf(event: Event, field: string): string {
  let key = '';
  for (const name of event.fieldNames().sort()) {
    if (name === field) continue;
    const values = valuesOf(event.get(name));
    key += `${name.length},${name}${values.length}:`;
    for (const value of values) {
      const text = scalarText(value);
      key += `${text.length},${text}`;
    }
  }
  return key;
}

/** `mvcombine`: rows that agree in all other fields become one (spl-commands 5.4). */
export const compileCombine: ProcedureCompiler<'combine'> = ({ field }, input) =>
  wholeTable(input, 'mvcombine', (rows, context) => {
    const room = new LimitedRoom(context, 'mvcombine');
    const groups = new Map<string, { readonly row: Event; readonly values: Scalar[] }>();
    const kept: Event[] = [];
    for (const row of rows) {
      const value = row.get(field);
      if (value === null) {
        kept.push(row);
        continue;
      }
      const key = restOf(row, field);
      const group = groups.get(key);
      const values = valuesOf(value);
      if (!room.take(values.length) || (group === undefined && !room.takeText(key))) continue;
      if (group === undefined) {
        groups.set(key, { row, values: [...values] });
        kept.push(row);
      } else for (const each of values) group.values.push(each);
    }
    for (const { row, values } of groups.values()) row.set(field, multivalue(values));
    return kept;
  });
