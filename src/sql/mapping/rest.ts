import type { RestMapping, TablePart } from './mapping.js';

/** Where a field is that no entry of `fields` names: the column, and what it is called there. */
export interface RestPlace extends RestMapping {
  readonly field: string;
}

/** The column of the objects that a name begins with, or the one of all other fields; undefined where the table has neither. */
export function restPlace({ rest, under }: TablePart, field: string): RestPlace | undefined {
  for (const [name, column] of under) {
    const inner = field.startsWith(name) ? field.slice(name.length) : '';
    if (inner.startsWith('.')) return { kind: 'json', column, field: inner.slice(1) };
    if (inner.startsWith('{')) return { kind: 'json', column, field: inner };
  }
  return rest === undefined ? undefined : { ...rest, field };
}
