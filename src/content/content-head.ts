import type { ContentKind } from './content-kind.js';
import type { MapReader } from './map-reader.js';
import { type PlacedText, placed, placedList } from './placed-text.js';

/** What every YAML file of a content repository says of itself, whatever its kind; plain data. */
export interface ContentHead {
  readonly kind: ContentKind;
  /** Below the content root, with `/`. */
  readonly path: string;
  /** The file name without folder and extension. */
  readonly fileName: string;
  readonly name: PlacedText | undefined;
  readonly id: PlacedText | undefined;
  readonly status: PlacedText | undefined;
  readonly type: PlacedText | undefined;
  readonly dates: readonly PlacedDate[];
  readonly references: readonly PlacedText[];
  /** Baselines that it needs, by name. */
  readonly baselines: readonly PlacedText[];
  /** Content that replaces it, by name. */
  readonly replacements: readonly PlacedText[];
  /** Keys of every file of ESCU 6.x that this one does not have. */
  readonly lacks: readonly string[];
  /** Whether it says itself why it is deprecated, as content of ESCU 6.x does. */
  readonly saysWhyDeprecated: boolean;
}

/** A date of the head: the one of classic content, or both of ESCU 6.x. */
export interface PlacedDate extends PlacedText {
  readonly key: (typeof dateKeys)[number];
}

const dateKeys = ['date', 'creation_date', 'modification_date'] as const;

const headKeys = ['id', 'version', 'creation_date', 'modification_date', 'author'] as const;

/** Reads what files of all kinds have in common. */
export function readHead(kind: ContentKind, map: MapReader, path: string): ContentHead {
  const deprecation = map.map('deprecation_info');
  return {
    kind,
    path,
    fileName: path.slice(path.lastIndexOf('/') + 1).replace(/\.ya?ml$/i, ''),
    name: placed(map, 'name'),
    id: placed(map, 'id'),
    status: placed(map, 'status'),
    type: placed(map, 'type'),
    dates: dateKeys.flatMap((key) => {
      const date = placed(map, key);
      return date === undefined ? [] : { ...date, key };
    }),
    references: placedList(map, 'references'),
    baselines: placedList(map, 'baselines'),
    replacements: deprecation === undefined ? [] : placedList(deprecation, 'replacement_content'),
    lacks: headKeys.filter((key) => !map.has(key)),
    saysWhyDeprecated: map.has('deprecation_info'),
  };
}
