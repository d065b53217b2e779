import type { TableProcedure } from '../../plan/nodes/set.js';
import type { Event } from '../../values/event.js';
import { groupKeys, type KeyOptions, keyText } from '../groups/group-keys.js';
import { type Run, wholeTable } from '../operator.js';

const keyOptions: KeyOptions = { dedupSplitValues: true, missing: undefined };

/**
 * `selfjoin`: each row that has not been joined yet takes in up to `max` (0: all) later rows that agree with it in the
 * fields; each of them makes one row of both (spl-commands 13; the pairing is inferred).
 */
export function compileSelfjoin(procedure: TableProcedure & { readonly name: 'selfjoin' }, input: Run): Run {
  const { fields, overwrite, keepSingle } = procedure;
  const most = procedure.max === 0 ? Number.POSITIVE_INFINITY : procedure.max;
  return wholeTable(input, 'selfjoin', (rows) => {
    /** Per key the result rows so far of its current main row. */
    const open = new Map<string, { main: Event; joined: Event[] }>();
    const results: { main: Event; joined: Event[] }[] = [];
    for (const row of rows) {
      const [key] = groupKeys(row, fields, keyOptions);
      const text = key === undefined ? undefined : keyText(key);
      const group = text === undefined ? undefined : open.get(text);
      if (group === undefined || group.joined.length >= most) {
        const made = { main: row, joined: [] };
        results.push(made);
        if (text !== undefined) open.set(text, made);
      } else {
        group.joined.push(merged(group.main, row, overwrite));
      }
    }
    return results.flatMap(({ main, joined }) => (joined.length > 0 ? joined : keepSingle ? [main] : []));
  });
}

function merged(main: Event, other: Event, overwrite: boolean): Event {
  const row = main.copy();
  for (const name of other.fieldNames()) if (overwrite || !row.has(name)) row.set(name, other.get(name));
  return row;
}
