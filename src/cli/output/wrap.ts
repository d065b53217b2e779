import { cellsOf, widthOf } from '../../diagnostics/visible-text.js';

/** Prose in lines of at most `width` columns, broken at blanks. */
export function wrapWords(text: string, width: number): string[] {
  const lines: string[] = [];
  let line = '';
  for (const word of text.split(/\s+/)) {
    if (line !== '' && line.length + 1 + word.length > width) {
      lines.push(line);
      line = word;
    } else line = line === '' ? word : `${line} ${word}`;
  }
  if (line !== '') lines.push(line);
  return lines;
}

/** One line of a cell as it is shown, and its width in columns. */
export interface ShownLine {
  readonly text: string;
  readonly width: number;
}

/**
 * Untrusted text as lines of at most `width` columns, safe to print: line ends break the line, other control characters
 * are made visible. Breaks after a blank where one stands in the last third of the line, or behind the first third where the word
 * after it fits a line.
 */
export function wrapCells(text: string, width: number, mostLines: number): ShownLine[] {
  const lines: ShownLine[] = [];
  // More text than can be shown is not looked at.
  const most = Math.max(1, width) * mostLines * 4 + 16;
  for (const part of text.slice(0, most).split(/\r\n|\n/)) {
    let cells = cellsOf(part);
    do {
      let end = fitting(cells, width);
      if (end < cells.length) {
        const blank = cells.findLastIndex((cell, index) => index < end && cell.text === ' ');
        const wordEnd = cells.findIndex((cell, index) => index >= end && cell.text === ' ');
        const fitsLine = (wordEnd === -1 ? cells.length : wordEnd) - blank - 1 <= end;
        if (blank >= Math.floor((end * (fitsLine ? 1 : 2)) / 3)) end = blank + 1;
      }
      const shown = cells.slice(0, end);
      while (shown.at(-1)?.text === ' ' && end < cells.length) shown.pop();
      lines.push({ text: shown.map((cell) => cell.text).join(''), width: widthOf(shown) });
      while (cells[end]?.text === ' ') end++;
      cells = cells.slice(end);
      if (lines.length > mostLines) break;
    } while (cells.length > 0);
    if (lines.length > mostLines) break;
  }
  if (lines.length <= mostLines && text.length <= most) return lines;
  const kept = lines.slice(0, mostLines);
  const last = cellsOf(kept[mostLines - 1]?.text ?? '', width - 1);
  kept[mostLines - 1] = { text: `${last.map((cell) => cell.text).join('')}…`, width: widthOf(last) + 1 };
  return kept;
}

/** How many cells fit, at least one. */
function fitting(cells: readonly { readonly width: number }[], width: number): number {
  let used = 0;
  for (let i = 0; i < cells.length; i++) {
    used += cells[i]!.width;
    if (used > width) return Math.max(1, i);
  }
  return cells.length;
}
