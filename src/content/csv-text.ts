/** Cells as CSV (RFC 4180 with LF), the names of the columns first. */
export function csvText(columns: readonly string[], rows: readonly (readonly string[])[]): string {
  return [columns, ...rows]
    .map((cells) => `${columns.map((_, index) => csvCell(cells[index] ?? '')).join(',')}\n`)
    .join('');
}

/** One cell, in quotes where it needs them. */
export function csvCell(text: string): string {
  return /[",\r\n]|^\s|\s$/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
