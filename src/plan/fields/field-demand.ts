import { fitsPattern } from './row-shape.js';

/** Fields that are asked of rows: all of them, or names and patterns. */
export interface FieldDemand {
  readonly all: boolean;
  readonly names: ReadonlySet<string>;
  readonly patterns: ReadonlySet<string>;
}

export const noDemand: FieldDemand = { all: false, names: new Set(), patterns: new Set() };
export const everyField: FieldDemand = { all: true, names: new Set(), patterns: new Set() };

/** The fields of either demand. */
export function bothDemands(a: FieldDemand, b: FieldDemand): FieldDemand {
  if (a.all || b.all) return everyField;
  return { all: false, names: new Set([...a.names, ...b.names]), patterns: new Set([...a.patterns, ...b.patterns]) };
}

/** A demand with more fields; without names (`undefined`) they may be any. */
export function andNames(demand: FieldDemand, names: Iterable<string> | undefined): FieldDemand {
  if (demand.all || names === undefined) return everyField;
  return { ...demand, names: new Set([...demand.names, ...names]) };
}

/** Whether a field is asked for. */
export function asksFor({ all, names, patterns }: FieldDemand, field: string): boolean {
  if (all || names.has(field)) return true;
  for (const pattern of patterns) if (fitsPattern(pattern, field)) return true;
  return false;
}
