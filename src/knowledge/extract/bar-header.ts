import type { FieldBag } from '../../extraction/field-bag.js';

/** The header of a CEF or LEEF event: its fields, and where the pairs begin behind them. */
export interface BarHeader {
  readonly fields: readonly string[];
  readonly end: number;
}

/**
 * The header that begins with a mark (`CEF:`): fields that bars end, in which `\|` is a bar and `\\` a backslash. Null where the mark is not
 * found; a text that breaks off in the header has fewer fields.
 */
export function barHeader(text: string, mark: string, count: number): BarHeader | null {
  const start = text.indexOf(mark);
  if (start === -1) return null;
  const fields: string[] = [];
  let at = start + mark.length;
  while (fields.length < count && at < text.length) {
    let end = at;
    while (end < text.length && text[end] !== '|') end += text[end] === '\\' ? 2 : 1;
    fields.push(
      text
        .slice(at, end)
        .replace(/\\([\\|])/g, '$1')
        .trim(),
    );
    at = end + 1;
  }
  return { fields, end: Math.min(at, text.length) };
}

/** Adds the fields of a header that are not empty: `cef_vendor`. */
export function addHeader(bag: FieldBag, { fields }: BarHeader, prefix: string, names: readonly string[]): void {
  fields.forEach((value, index) => {
    if (value !== '') bag.addFirst(`${prefix}_${names[index]}`, value);
  });
}
