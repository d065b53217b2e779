import type { TableProcedure } from '../../plan/nodes/procedure.js';
import type { Event } from '../../values/event.js';
import { groupKeys, type KeyOptions, keyText } from '../groups/group-keys.js';
import { type Run, wholeTable } from '../operator.js';
import { reportLimit } from '../report-limit.js';

const keyOptions: KeyOptions = { dedupSplitValues: true, missing: undefined };

/**
 * `selfjoin`: each row takes in up to `max` (0: all) of the rows after it that agree with it in the fields; each of them
 * makes one row of both, in the place of the later one (spl-commands 13; of five equal rows the published example makes
 * four). A row that has no partner on either side is single.
 */
export function compileSelfjoin(procedure: TableProcedure & { readonly name: 'selfjoin' }, input: Run): Run {
  const { fields, overwrite, keepSingle } = procedure;
  const most = procedure.max === 0 ? Number.POSITIVE_INFINITY : procedure.max;
  return wholeTable(input, 'selfjoin', (rows, context) => {
    /** Per key the rows that still take partners, oldest first, and all rows of the key. */
    const groups = new Map<string, Group>();
    const keyOf: (Group | undefined)[] = [];
    for (const row of rows) {
      const [key] = groupKeys(row, fields, keyOptions);
      const text = key === undefined ? undefined : keyText(key);
      let group = text === undefined ? undefined : groups.get(text);
      if (text !== undefined && group === undefined) {
        group = { size: 0, open: [] };
        groups.set(text, group);
      }
      if (group !== undefined) group.size++;
      keyOf.push(group);
    }
    const results: Event[] = [];
    for (const [at, row] of rows.entries()) {
      const group = keyOf[at];
      if (group === undefined || group.size === 1) {
        if (keepSingle) results.push(row);
        continue;
      }
      if (results.length + group.open.length > context.limits.heldRows) {
        reportLimit(context, 'The rows of selfjoin', 'heldRows');
        break;
      }
      for (const main of group.open) results.push(merged(main.row, row, overwrite));
      group.open = group.open.filter((main) => ++main.joined < most);
      group.open.push({ row, joined: 0 });
    }
    return results;
  });
}

interface Group {
  size: number;
  open: { readonly row: Event; joined: number }[];
}

function merged(main: Event, other: Event, overwrite: boolean): Event {
  const row = main.copy();
  for (const name of other.fieldNames()) if (overwrite || !row.has(name)) row.set(name, other.get(name));
  return row;
}
