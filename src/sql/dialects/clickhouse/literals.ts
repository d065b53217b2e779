const escaped = (value: string, quote: string): string =>
  `${quote}${value.replaceAll('\\', '\\\\').replaceAll(quote, `\\${quote}`).replaceAll('\0', '')}${quote}`;

/** A text literal, in which backslashes escape; NUL is left out. */
export const text = (value: string): string => escaped(value, "'");

export const name = (identifier: string): string => escaped(identifier, '"');

/** With a point, so that the engine takes no integer type, whose results would wrap. */
export function number(value: number): string {
  if (Number.isNaN(value)) return 'nan';
  if (!Number.isFinite(value)) return value > 0 ? 'inf' : '-inf';
  const written = String(value);
  return /[.e]/.test(written) ? written : `${written}.0`;
}

/** What stands for nothing in each type; arrays cannot be NULL. */
export const nothing = {
  text: 'CAST(NULL AS Nullable(String))',
  number: 'CAST(NULL AS Nullable(Float64))',
  list: 'CAST([] AS Array(String))',
} as const;
