import type { SortKey } from '../../plan/nodes/set.js';
import type { NodeOf } from '../../plan/plan.js';
import { Event } from '../../values/event.js';
import { Shape } from '../../values/shape.js';
import type { Value } from '../../values/value.js';
import { hasWildcard } from '../../values/wildcard.js';
import type { ExecContext } from '../context.js';
import { FirstRows } from '../first-rows.js';
import { renamedColumns } from '../renamed-columns.js';
import type { GroupStates } from './group-states.js';
import type { GroupTable } from './group-table.js';

/** The rows that groups come to. */
export type GroupRows = (groups: GroupTable, states: GroupStates, context: ExecContext) => Iterable<Event>;

/** A column of the rows of groups, and where it stands among the BY fields and the aggregations behind them. */
interface GroupColumn {
  readonly name: string;
  readonly place: number;
}

/**
 * What makes rows of groups, in the order of their keys: BY fields in order, then the aggregations. `rename`: a command behind them
 * whose work is done at once.
 */
export function groupRows(node: NodeOf<'aggregate'>, rename?: NodeOf<'rename'>): GroupRows {
  const columns = groupColumns(node, rename);
  if (columns === undefined) return writtenRows(node.by.map(({ field }) => field));
  const width = node.by.length;
  return function* (groups, states, { semantics }) {
    const row = rowMaker(columns, width, groups, states);
    const keepEmpty = width > 0 || semantics.emptyAggregateRow === 'kept';
    for (const group of groups.sorted()) {
      const made = row(group);
      if (keepEmpty || columns.some(({ name }) => made.has(name))) yield made;
    }
  };
}

/** How a command behind an aggregation sorts its rows: by which keys, and how many of them there are to be. */
export interface GroupSort {
  readonly keys: readonly SortKey[];
  most(context: ExecContext): number;
  /** Is told how many rows there were. */
  seen(count: number, context: ExecContext): void;
}

/** {@link groupRows} in another order and no more than are asked for; undefined where all rows have to be made to know that. */
export function sortedGroupRows(
  node: NodeOf<'aggregate'>,
  sort: GroupSort,
  rename?: NodeOf<'rename'>,
): GroupRows | undefined {
  const columns = groupColumns(node, rename);
  const width = node.by.length;
  if (columns === undefined || width === 0) return undefined;
  const places = sort.keys.map(({ field }) => columns.find(({ name }) => name === field)?.place);
  return function* (groups, states, context) {
    const first = new FirstRows<number>(sort.keys, sort.most(context), (group, key) => {
      const place = places[key];
      if (place === undefined) return null;
      return place < width ? groups.valueAt(group, place) : states.result(group, place - width);
    });
    for (const group of groups.sorted()) first.add(group);
    sort.seen(groups.size, context);
    const row = rowMaker(columns, width, groups, states);
    for (const group of first.sorted()) yield row(group);
  };
}

/** Makes the row of a group; `width`: how many BY fields there are. */
function rowMaker(
  columns: readonly GroupColumn[],
  width: number,
  groups: GroupTable,
  states: GroupStates,
): (group: number) => Event {
  const shape = Shape.of(columns.map(({ name }) => name));
  return (group) => {
    const values: Value[] = new Array(columns.length);
    for (let at = 0; at < columns.length; at++) {
      const { place } = columns[at]!;
      values[at] = place < width ? groups.valueAt(group, place) : states.result(group, place - width);
    }
    return Event.shaped(shape, values);
  };
}

/** Whether the rows of groups can be made under the names that a command behind them gives them. */
export function canRename(node: NodeOf<'aggregate'>, rename: NodeOf<'rename'>): boolean {
  return groupColumns(node, rename) !== undefined;
}

/** Rows whose columns depend on the group, or are written one over the other. */
function writtenRows(fields: readonly string[]): GroupRows {
  return function* (groups, states, { semantics }) {
    const keepEmpty = semantics.emptyAggregateRow === 'kept';
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
function groupColumns(
  { by, aggregations }: NodeOf<'aggregate'>,
  rename: NodeOf<'rename'> | undefined,
): readonly GroupColumn[] | undefined {
  const columns = [...by.map(({ field }) => field), ...aggregations.map(({ as }) => as)];
  if (aggregations.some(({ argument }) => argument.kind === 'field' && hasWildcard(argument.name))) return undefined;
  if (new Set(columns).size < columns.length) return undefined;
  return rename === undefined ? columns.map((name, place) => ({ name, place })) : renamedColumns(rename, columns);
}
