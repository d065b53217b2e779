/** A text literal; NUL, which the engine's texts cannot hold, is left out. */
export const text = (value: string): string => `'${value.replaceAll("'", "''").replaceAll('\0', '')}'`;

export const name = (identifier: string): string => `"${identifier.replaceAll('"', '""').replaceAll('\0', '')}"`;

export function number(value: number): string {
  if (Number.isNaN(value)) return "CAST('nan' AS DOUBLE)";
  if (!Number.isFinite(value)) return `CAST('${value > 0 ? 'inf' : '-inf'}' AS DOUBLE)`;
  return Number.isInteger(value) && Math.abs(value) < 1e15 ? `${value}::DOUBLE` : `CAST('${value}' AS DOUBLE)`;
}

export const types = { text: 'VARCHAR', number: 'DOUBLE', list: 'VARCHAR[]' } as const;
