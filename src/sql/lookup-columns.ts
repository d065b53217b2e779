import { columnNames } from './relation.js';

/** The columns of a lookup table in the default layout, by field. */
export function lookupColumns(fields: readonly string[]): ReadonlyMap<string, string> {
  // `seq` is the order of the file.
  const names = columnNames(['seq', ...fields.filter((field) => field !== 'seq')]);
  if (fields.includes('seq')) names.set('seq', 'seq_2');
  else names.delete('seq');
  return names;
}
