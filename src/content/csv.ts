/** One record of a CSV text and the line (from 1) it begins on. */
export interface CsvRecord {
  readonly cells: readonly string[];
  readonly line: number;
  /** Whether a quote of the record is never closed, so that the record ends with the text. */
  readonly isOpen: boolean;
}

/**
 * The records of a CSV text (RFC 4180 as Splunk writes it): quoted cells may hold commas, line ends and doubled quotes;
 * a byte order mark and blank lines are skipped. A quote inside an unquoted cell is text; an unclosed quote ends with the text. Blanks in
 * front of a cell are no part of it: published tables write `domain, isDynDNS` and `*.example*, True`, and their searches ask for `True`.
 */
export function* csvRecords(text: string): Generator<CsvRecord> {
  let at = text.charCodeAt(0) === 0xfeff ? 1 : 0;
  let line = 1;
  while (at < text.length) {
    const cells: string[] = [];
    const startLine = line;
    let quoted = false;
    let isOpen = false;
    for (;;) {
      let cell: string;
      while (text[at] === ' ' || text[at] === '\t') at++;
      if (text[at] === '"') {
        quoted = true;
        let from = at + 1;
        let held = '';
        let close = text.indexOf('"', from);
        while (close !== -1 && text[close + 1] === '"') {
          held += text.slice(from, close + 1);
          from = close + 2;
          close = text.indexOf('"', from);
        }
        const end = close === -1 ? text.length : close;
        isOpen ||= close === -1;
        cell = held + text.slice(from, end);
        line += lineEnds(text, at, end);
        const rest = restOfCell(text, end + 1);
        cell += text.slice(end + 1, rest);
        at = rest;
      } else {
        const end = restOfCell(text, at);
        cell = text.slice(at, end);
        at = end;
      }
      cells.push(cell);
      if (text[at] !== ',') break;
      at++;
    }
    if (at < text.length) {
      at += text[at] === '\r' && text[at + 1] === '\n' ? 2 : 1;
      line++;
    }
    if (cells.length === 1 && cells[0]!.trim() === '' && !quoted) continue;
    yield { cells, line: startLine, isOpen };
  }
}

/** End of an unquoted run: the next comma, line end or end of text. */
function restOfCell(text: string, from: number): number {
  let at = from;
  while (at < text.length) {
    const code = text.charCodeAt(at);
    if (code === 0x2c || code === 0x0a || code === 0x0d) break;
    at++;
  }
  return Math.min(at, text.length);
}

function lineEnds(text: string, from: number, to: number): number {
  let count = 0;
  for (let at = text.indexOf('\n', from); at !== -1 && at < to; at = text.indexOf('\n', at + 1)) count++;
  return count;
}
