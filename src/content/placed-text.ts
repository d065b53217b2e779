import type { Label } from '../diagnostics/diagnostic.js';
import type { MapReader } from './map-reader.js';

/** A text of the file with its place. */
export interface PlacedText {
  readonly text: string;
  readonly at: Label;
}

/** The text of a key, trimmed; undefined where it is missing or empty. */
export function placed(map: MapReader, key: string): PlacedText | undefined {
  const text = map.trimmed(key);
  return text === '' ? undefined : { text, at: map.at(key) };
}

/** The texts of a list, trimmed, each with its place. */
export function placedList(map: MapReader, key: string): PlacedText[] {
  const node = map.node.entries.get(key)?.value;
  const items = (node?.kind === 'list' ? node.items : []).filter((item) => item.kind === 'scalar');
  return map.texts(key).map((text, index) => {
    const item = items[index];
    return { text: text.trim(), at: item === undefined ? map.at(key) : { source: map.file, span: item.span } };
  });
}
