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
  /** `date`, or `creation_date` and `modification_date`. */
  readonly dates: readonly PlacedText[];
  readonly references: readonly PlacedText[];
  /** Whether it says itself why it is deprecated, as content of ESCU 6.x does. */
  readonly saysWhyDeprecated: boolean;
}

/** Reads what files of all kinds have in common. */
export function readHead(kind: ContentKind, map: MapReader, path: string): ContentHead {
  return {
    kind,
    path,
    fileName: path.slice(path.lastIndexOf('/') + 1).replace(/\.ya?ml$/i, ''),
    name: placed(map, 'name'),
    id: placed(map, 'id'),
    status: placed(map, 'status'),
    type: placed(map, 'type'),
    dates: ['date', 'creation_date', 'modification_date'].flatMap((key) => placed(map, key) ?? []),
    references: placedList(map, 'references'),
    saysWhyDeprecated: map.has('deprecation_info'),
  };
}
