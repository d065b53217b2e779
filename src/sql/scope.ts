import type { SqlDialect } from './dialect.js';
import { fieldOf, type Relation } from './relation.js';
import type { SqlValue } from './value.js';

/** What names mean where an expression stands: fields of a relation, and names bound to the current value of a list. */
export interface Scope {
  readonly relation: Relation;
  readonly bound: ReadonlyMap<string, SqlValue>;
  /** In front of column names: `l.`; empty where one table is read. */
  readonly qualifier: string;
}

/** The fields of a relation as names of expressions. */
export function scopeOf(relation: Relation, qualifier = ''): Scope {
  return { relation, bound: new Map(), qualifier };
}

/** A scope in which a name stands for a value. */
export function bind(scope: Scope, name: string, value: SqlValue): Scope {
  return { ...scope, bound: new Map([...scope.bound, [name, value]]) };
}

/** The value of a field in a scope; null where there is none. */
export function valueIn(scope: Scope, field: string, dialect: SqlDialect): SqlValue {
  return scope.bound.get(field) ?? fieldOf(scope.relation, field, dialect, scope.qualifier);
}
