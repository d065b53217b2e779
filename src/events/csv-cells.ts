/** The cells of one CSV record: quoted cells may hold the delimiter, line ends and doubled quotes. */
export function csvCells(record: string, delimiter: string): string[] {
  if (!record.includes('"')) return record.split(delimiter);
  const cells: string[] = [];
  let at = 0;
  for (;;) {
    if (record.charCodeAt(at) !== 0x22) {
      const end = record.indexOf(delimiter, at);
      cells.push(end === -1 ? record.slice(at) : record.slice(at, end));
      if (end === -1) return cells;
      at = end + 1;
      continue;
    }
    let end = at + 1;
    for (;;) {
      end = record.indexOf('"', end);
      if (end === -1) end = record.length;
      if (record.charCodeAt(end + 1) !== 0x22) break;
      end += 2;
    }
    const inner = record.slice(at + 1, end);
    const next = record.indexOf(delimiter, end + 1);
    const tail = next === -1 ? record.slice(end + 1) : record.slice(end + 1, next);
    cells.push((inner.includes('""') ? inner.replaceAll('""', '"') : inner) + tail);
    if (next === -1) return cells;
    at = next + 1;
  }
}
