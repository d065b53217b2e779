/** One character as it is shown, and how many terminal columns it takes. */
export interface Cell {
  readonly text: string;
  readonly width: number;
}

const tab: Cell = { text: '    ', width: 4 };

/** Characters that are not seen, or that change how others are shown: direction marks, zero-width ones, line separators. */
const deceptive =
  /[\u00ad\u061c\u115f\u1160\u180e\u200b-\u200f\u2028-\u202e\u2060-\u206f\u3164\ufeff\ufff9-\ufffb\u{e0000}-\u{e007f}]/u;
const combining = /\p{Mark}/u;
const wide =
  /[\u1100-\u115e\u2e80-\u303e\u3041-\ua4cf\ua960-\ua97c\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6\u{1f300}-\u{1f64f}\u{1f680}-\u{1f6ff}\u{1f900}-\u{1faff}\u{20000}-\u{3fffd}]/u;

/**
 * A character of hostile text made harmless: control characters become their pictures (␛), characters that are not
 * seen become `\u{…}`, so that no escape sequence reaches a terminal and nothing hides.
 */
export function cellOf(character: string): Cell {
  const code = character.codePointAt(0)!;
  if (code >= 0x20 && code < 0x7f) return { text: character, width: 1 };
  if (code === 0x09) return tab;
  if (code < 0x20) return { text: String.fromCharCode(0x2400 + code), width: 1 };
  if (code === 0x7f) return { text: '␡', width: 1 };
  if (code < 0xa0 || deceptive.test(character)) {
    const text = `\\u{${code.toString(16)}}`;
    return { text, width: text.length };
  }
  if (code >= 0xd800 && code <= 0xdfff) return { text: '\ufffd', width: 1 };
  if (combining.test(character)) return { text: character, width: 0 };
  return { text: character, width: wide.test(character) ? 2 : 1 };
}

/** A text as cells; stops once `most` columns are filled. */
export function cellsOf(text: string, most = Number.POSITIVE_INFINITY): Cell[] {
  const cells: Cell[] = [];
  let width = 0;
  for (const character of text) {
    const cell = cellOf(character);
    width += cell.width;
    if (width > most) break;
    cells.push(cell);
  }
  return cells;
}

export function widthOf(cells: readonly Cell[]): number {
  let width = 0;
  for (const cell of cells) width += cell.width;
  return width;
}

/** A text on one line, safe to print. */
export function visible(text: string): string {
  return cellsOf(text)
    .map((cell) => cell.text)
    .join('');
}
