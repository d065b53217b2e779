import type { NodeOf } from '../plan/plan.js';
import { Event } from '../values/event.js';
import { Shape } from '../values/shape.js';
import type { Value } from '../values/value.js';
import { hasWildcard } from '../values/wildcard.js';
import type { GroupStates } from './group-states.js';
import type { GroupTable } from './group-table.js';
import { renamedColumns } from './renamed-columns.js';

/** The rows that groups come to, in the order of their keys; empty groups among them only where `keepEmpty`. */
export type GroupRows = (groups: GroupTable, states: GroupStates, keepEmpty: boolean) => Iterable<Event>;

/** What makes rows of groups: BY fields in order, then the aggregations. `rename`: a command behind them whose work is done at once. */
export function groupRows(node: NodeOf<'aggregate'>, rename?: NodeOf<'rename'>): GroupRows {
  const columns = plainColumns(node);
  if (columns === undefined) return writtenRows(node.by.map(({ field }) => field));
  const order =
    rename === undefined ? columns.map((name, place) => ({ name, place })) : renamedColumns(rename, columns)!;
  const width = node.by.length;
  return function* (groups, states, keepEmpty) {
    const shape = Shape.of(order.map(({ name }) => name));
    for (const group of groups.sorted()) {
      const key = groups.keyOf(group);
      const values: Value[] = new Array(order.length);
      let any = width > 0 || keepEmpty;
      for (let at = 0; at < order.length; at++) {
        const { place } = order[at]!;
        const value = place < width ? key[place]! : states.result(group, place - width);
        values[at] = value;
        if (value !== null) any = true;
      }
      if (any) yield Event.shaped(shape, values);
    }
  };
}

/** Whether the rows of groups can be made under the names that a command behind them gives them. */
export function canRename(node: NodeOf<'aggregate'>, rename: NodeOf<'rename'>): boolean {
  const columns = plainColumns(node);
  return columns !== undefined && renamedColumns(rename, columns) !== undefined;
}

/** Rows whose columns depend on the group, or are written one over the other. */
function writtenRows(fields: readonly string[]): GroupRows {
  return function* (groups, states, keepEmpty) {
    for (const group of groups.sorted()) {
      const row = Event.of([]);
      const key = groups.keyOf(group);
      for (let i = 0; i < fields.length; i++) row.set(fields[i]!, key[i]!);
      const any = states.write(group, row);
      if (any || fields.length > 0 || keepEmpty) yield row;
    }
  };
}

/** The columns of all groups; undefined where they differ, or one stands for two. */
function plainColumns({ by, aggregations }: NodeOf<'aggregate'>): readonly string[] | undefined {
  const columns = [...by.map(({ field }) => field), ...aggregations.map(({ as }) => as)];
  if (aggregations.some(({ argument }) => argument.kind === 'field' && hasWildcard(argument.name))) return undefined;
  return new Set(columns).size < columns.length ? undefined : columns;
}
