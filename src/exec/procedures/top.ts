import type { TableProcedure } from '../../plan/nodes/procedure.js';
import { Event } from '../../values/event.js';
import type { Value } from '../../values/value.js';
import type { ExecContext } from '../context.js';
import { compareKeys, type GroupKeyValues, groupKeys, keyText, plainKeys } from '../groups/group-keys.js';
import { LimitedRoom } from '../held-room.js';
import { inBatches, type Run } from '../operator.js';
import { reportLimit } from '../report-limit.js';

type Top = TableProcedure & { readonly name: 'top' | 'rare' };

interface Counted {
  readonly key: GroupKeyValues;
  count: number;
}

/** One BY group: its events that have all fields, and how often each combination came. */
interface Group {
  readonly key: GroupKeyValues;
  readonly combinations: Map<string, Counted>;
  total: number;
}

/** `top` and `rare`: the most and least frequent combinations of values (spl-commands 4.5). */
export function compileTop(procedure: Top, input: Run): Run {
  const { by, fields } = procedure;
  return async function* (context) {
    const groups = new Map<string, Group>();
    const room = new LimitedRoom(context, `The values of ${procedure.name}`);
    let held = 0;
    let full = false;
    for await (const batch of input(context)) {
      for (const event of batch) {
        for (const values of groupKeys(event, [...by, ...fields], plainKeys)) {
          const key = values.slice(0, by.length);
          const text = keyText(key);
          let group = groups.get(text);
          if (group === undefined) {
            if (held >= context.limits.heldRows || !room.takeInstead(text, null)) {
              full ||= held >= context.limits.heldRows;
              continue;
            }
            group = { key, combinations: new Map(), total: 0 };
            groups.set(text, group);
          }
          group.total++;
          const combination = values.slice(by.length);
          const name = keyText(combination);
          const counted = group.combinations.get(name);
          if (counted !== undefined) counted.count++;
          else if (held < context.limits.heldRows) {
            if (!room.takeInstead(name, null)) continue;
            held++;
            group.combinations.set(name, { key: combination, count: 1 });
          } else full = true;
        }
      }
    }
    if (full) reportLimit(context, `The values of ${procedure.name}`, 'heldRows');
    const sorted = [...groups.values()].sort((a, b) => compareKeys(a.key, b.key));
    yield* inBatches(sorted.flatMap((group) => rowsOf(group, procedure, context)));
  };
}

function rowsOf(group: Group, procedure: Top, context: ExecContext): Event[] {
  // Of equal counts `top` takes the last in byte order first (published, with limit=1); `rare` runs the other way.
  const direction = procedure.name === 'top' ? -1 : 1;
  const ranked = [...group.combinations.values()].sort(
    (a, b) => direction * (a.count - b.count || compareKeys(a.key, b.key)),
  );
  const most = context.limits.topRows;
  const wanted = procedure.limit === 0 ? ranked.length : procedure.limit;
  const taken = Math.min(wanted, ranked.length, most);
  if (Math.min(wanted, ranked.length) > most) reportLimit(context, procedure.name, 'topRows');
  const rows = ranked.slice(0, taken).map(({ key, count }) => rowOf(group, key, count, procedure));
  const rest = ranked.slice(taken).reduce((sum, { count }) => sum + count, 0);
  const { other } = procedure;
  if (other !== undefined && rest > 0)
    rows.push(
      rowOf(
        group,
        procedure.fields.map(() => other),
        rest,
        procedure,
      ),
    );
  return rows;
}

function rowOf(group: Group, key: GroupKeyValues, count: number, procedure: Top): Event {
  const cells: [string, Value][] = procedure.by.map((field, i) => [field, group.key[i]!]);
  for (const [i, field] of procedure.fields.entries()) cells.push([field, key[i]!]);
  if (procedure.countField !== undefined) cells.push([procedure.countField, count]);
  // Six decimals, as Splunk prints it.
  if (procedure.percentField !== undefined)
    cells.push([procedure.percentField, ((100 * count) / group.total).toFixed(6)]);
  return Event.of(cells);
}
