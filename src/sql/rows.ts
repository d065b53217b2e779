import type { Emitter } from './emitter.js';
import { fieldOf, names as namesColumn, others, type Relation } from './relation.js';
import type { SqlValue } from './value.js';

/** The fields that have a column, as values of the relation. */
export function columnValues(relation: Relation, cx: Emitter, qualifier = ''): Map<string, SqlValue> {
  return new Map([...relation.columns.keys()].map((field) => [field, fieldOf(relation, field, cx.dialect, qualifier)]));
}

/** The map of further fields and the names of events, to be carried on. */
export function carried(relation: Relation, cx: Emitter, qualifier = ''): { map?: string; names?: string } {
  return {
    ...(relation.open ? { map: qualifier + cx.dialect.name(others) } : {}),
    ...(relation.names ? { names: qualifier + cx.dialect.name(namesColumn) } : {}),
  };
}

/** The same rows after a step that changed no field. */
export function passed(relation: Relation, table: string): Relation {
  return { ...relation, table };
}

/** A number for each row in an order; the position breaks ties. */
export function numbered(order: readonly string[], cx: Emitter): string {
  return `row_number() OVER (ORDER BY ${[...order, cx.dialect.name('#')].join(', ')})`;
}
