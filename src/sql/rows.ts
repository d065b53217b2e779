import type { Emitter } from './emitter.js';
import { fieldOf, names as namesColumn, others, position, type Relation } from './relation.js';
import type { SqlValue } from './value.js';

/** The fields that have a column, as values of the relation. */
export function columnValues(relation: Relation, cx: Emitter, qualifier = ''): Map<string, SqlValue> {
  return new Map([...relation.columns.keys()].map((field) => [field, fieldOf(relation, field, cx.dialect, qualifier)]));
}

/** The map of further fields and the names of events, to be carried on. */
export function carried(
  relation: Relation,
  cx: Emitter,
  qualifier = '',
): { map?: string; internal?: boolean; names?: string } {
  return {
    ...(relation.open || relation.internal
      ? { map: qualifier + cx.dialect.name(others), internal: relation.internal }
      : {}),
    ...(relation.names ? { names: qualifier + cx.dialect.name(namesColumn) } : {}),
  };
}

/** The names of all columns of a relation, with whether they are lists or maps. */
export function columnsOf(relation: Relation): Map<string, boolean> {
  const columns = new Map<string, boolean>([[position, false]]);
  for (const { name, type } of relation.columns.values()) columns.set(name, type === 'list');
  if (relation.open || relation.internal) columns.set(others, true);
  if (relation.names) columns.set(namesColumn, true);
  return columns;
}

/** A relation in the optional side of a join. */
export function optional(relation: Relation, cx: Emitter): string {
  return cx.dialect.tables.optional(relation.table, columnsOf(relation));
}

/** The same rows after a step that changed no field. */
export function passed(relation: Relation, table: string): Relation {
  return { ...relation, table };
}

/** A number for each row in an order; the position breaks ties. */
export function numbered(order: readonly string[], cx: Emitter): string {
  const position = cx.dialect.name('#');
  // An order that ends in the position needs no other to break ties.
  const all = order.at(-1)?.startsWith(position) === true ? order : [...order, position];
  return `row_number() OVER (ORDER BY ${all.join(', ')})`;
}
