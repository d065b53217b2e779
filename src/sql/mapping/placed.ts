import { type ContentMap, type ContentNode, plainValue, spanOfPath } from '../../content/node.js';
import type { Label } from '../../diagnostics/diagnostic.js';
import type { Source } from '../../source/source.js';

/** One file of a mapping as it was read; its shape has been checked against the schema of mapping files. */
export interface MappingFile {
  readonly file: Source;
  readonly root: ContentMap;
}

/** A value of a file, and where it stands. */
export interface Placed {
  readonly node: ContentNode;
  readonly file: MappingFile;
  readonly path: readonly string[];
}

/** The value as plain data. */
export const dataOf = (place: Placed | undefined): unknown =>
  place === undefined ? undefined : plainValue(place.node);

/** The value of a key of a mapping; undefined where there is none. */
export function member(place: Placed, key: string): Placed | undefined {
  const entry = place.node.kind === 'map' ? place.node.entries.get(key) : undefined;
  return entry === undefined ? undefined : { node: entry.value, file: place.file, path: [...place.path, key] };
}

/** The entries of a mapping, or the items of a list. */
export function members(place: Placed | undefined): Placed[] {
  if (place === undefined) return [];
  const { node, file, path } = place;
  const inner: (readonly [string, ContentNode])[] =
    node.kind === 'map'
      ? [...node.entries].map(([key, { value }]) => [key, value])
      : node.kind === 'list'
        ? node.items.map((item, index) => [String(index), item])
        : [];
  return inner.map(([key, value]) => ({ node: value, file, path: [...path, key] }));
}

/** The key that leads to a value, or its number in a list. */
export const keyOf = (place: Placed): string => place.path.at(-1) ?? '';

/** Whether the value is written as nothing, which takes away what a base says. */
export const isNothing = ({ node }: Placed): boolean => node.kind === 'scalar' && node.value === null;

/** Where a value stands, or its key. */
export function labelOf({ file, path }: Placed, atKey = false): Label {
  return { source: file.file, span: spanOfPath(file.root, path, atKey) };
}
