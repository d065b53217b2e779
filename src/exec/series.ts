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
