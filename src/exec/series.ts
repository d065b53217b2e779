/** How the columns of a split are called (spl-commands 4.3, 4.8). */
export interface SeriesNaming {
  readonly separator: string;
  /** With `$AGG$` and `$VAL$`; undefined: `<aggregation><separator><value>`. */
  readonly format: string | undefined;
  /** Whether several columns stand for one value of the split, so that the value alone is no name. */
  readonly several: boolean;
}

/** The column of one value of the split. */
export function seriesName(aggregation: string, value: string, naming: SeriesNaming): string {
  if (!naming.several) return value;
  if (naming.format === undefined) return `${aggregation}${naming.separator}${value}`;
  return naming.format.replace(/\$(AGG|VAL)\$/g, (_, which: string) => (which === 'AGG' ? aggregation : value));
}

/** What stands before the name of a column that would be hidden, have no name, or take that of another column. */
const prefix = 'VALUE';

/** A value as the name of a column: fields whose names begin with an underscore are hidden, and one without a name is none. */
export function visibleName(value: string): string {
  return value === '' || value.startsWith('_') ? `${prefix}${value}` : value;
}

/**
 * The names of columns that came out of the data, beside `fixed` ones such as the field of the rows. No fixed column is written over: a
 * column of its name gets another one. Columns of the same name are one column, in which the last stands. Both are told to `note`.
 */
export function namesBeside(
  names: readonly string[],
  fixed: readonly string[],
  command: string,
  note: (message: string) => void,
): string[] {
  const taken = new Set([...fixed, ...names]);
  const unnamed = new Set(['', ...fixed]);
  const other = new Map<string, string>();
  for (const name of new Set(names)) {
    if (!unnamed.has(name)) continue;
    let free = `${prefix}${name}`;
    while (taken.has(free)) free = `${prefix}${free}`;
    taken.add(free);
    other.set(name, free);
    if (name !== '') note(`${command}: the column "${free}" is that of "${name}", which is another column already.`);
  }
  const given = new Set<string>();
  for (const name of names) {
    if (given.has(name)) {
      note(`${command}: several columns are called "${name}"; the last one stands.`);
      break;
    }
    given.add(name);
  }
  return names.map((name) => other.get(name) ?? name);
}
