import { fitsPattern } from '../../values/field-pattern.js';

/** Fields that are asked of rows: all of them, or names and patterns. */
export interface FieldDemand {
  readonly all: boolean;
  readonly names: ReadonlySet<string>;
  readonly patterns: ReadonlySet<string>;
  /** Terms of a search look at them, which select an event by more than the value of a field (`FieldSource.otherNames`, `asWritten`). */
  readonly searched: boolean;
}

export const noDemand: FieldDemand = { all: false, names: new Set(), patterns: new Set(), searched: false };
export const everyField: FieldDemand = { all: true, names: new Set(), patterns: new Set(), searched: false };

/** The fields of either demand. */
export function bothDemands(a: FieldDemand, b: FieldDemand): FieldDemand {
  const searched = a.searched || b.searched;
  if (a.all || b.all) return { ...everyField, searched };
  return {
    all: false,
    names: new Set([...a.names, ...b.names]),
    patterns: new Set([...a.patterns, ...b.patterns]),
    searched,
  };
}

/** A demand with more fields; without names (`undefined`) they may be any. */
export function andNames(demand: FieldDemand, names: Iterable<string> | undefined): FieldDemand {
  if (demand.all || names === undefined) return { ...everyField, searched: demand.searched };
  return { ...demand, names: new Set([...demand.names, ...names]) };
}

/** Whether a field is asked for. */
export function asksFor({ all, names, patterns }: FieldDemand, field: string): boolean {
  if (all || names.has(field)) return true;
  for (const pattern of patterns) if (fitsPattern(pattern, field)) return true;
  return false;
}
