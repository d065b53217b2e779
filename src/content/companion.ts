import type { Label } from '../diagnostics/diagnostic.js';
import type { Dashboard, DashboardLayout } from './dashboard.js';
import type { MapReader } from './map-reader.js';
import { type PlacedText, placed, placedList } from './placed-text.js';

/** Content that stands beside searches: read by `check` only. All of it is plain data. */
export type CompanionContent = Story | Dashboard | DashboardLayout | Playbook | DeprecationEntry | AppSettings;

/** `stories/*.yml` of either format: what detections are filed under. */
export interface Story {
  readonly kind: 'story';
  readonly name: PlacedText;
  readonly categories: readonly PlacedText[];
  readonly products: readonly PlacedText[];
  readonly useCase: PlacedText | undefined;
  /** Where the categories, products and use case stand, or should. */
  readonly at: Label;
  /** Whether that is `tags`, as in the classic format. */
  readonly tagged: boolean;
}

/** `playbooks/*.yml`. */
export interface Playbook {
  readonly kind: 'playbook';
  readonly name: PlacedText;
  /** The name of its files, `playbooks/<name>.json` and `.py`. */
  readonly playbook: PlacedText | undefined;
  readonly detections: readonly PlacedText[];
}

/** One entry of `removed/deprecation_mapping.yml`. */
export interface DeprecationEntry {
  readonly kind: 'deprecation-entry';
  /** The list it stands in: `detections`, `stories` ... */
  readonly list: string;
  readonly content: PlacedText;
  readonly removedInVersion: PlacedText | undefined;
  readonly replacements: readonly PlacedText[];
}

/** The `app` of `contentctl.yml`. */
export interface AppSettings {
  readonly kind: 'app';
  readonly version: PlacedText | undefined;
  readonly appid: PlacedText | undefined;
  /** The prefix of the names of saved searches. */
  readonly prefix: PlacedText | undefined;
  /** Where the content is, relative to the file. */
  readonly folder: PlacedText | undefined;
}

/** Tags stand at the top in ESCU 6.x and below `tags` before. */
export function readStory(map: MapReader): Story[] {
  const name = placed(map, 'name');
  const tags = map.map('tags') ?? map;
  if (name === undefined) return [];
  const at = map.has('tags') ? map.at('tags') : name.at;
  return [
    {
      kind: 'story',
      name,
      categories: placedList(tags, 'category'),
      products: placedList(tags, 'product'),
      useCase: placed(tags, 'usecase'),
      at,
      tagged: map.has('tags'),
    },
  ];
}

/** `playbooks/*.yml`; nothing where it has no name. */
export function readPlaybook(map: MapReader): Playbook[] {
  const name = placed(map, 'name');
  if (name === undefined) return [];
  const tags = map.map('tags');
  return [
    {
      kind: 'playbook',
      name,
      playbook: placed(map, 'playbook'),
      detections: [...placedList(map, 'detections'), ...(tags === undefined ? [] : placedList(tags, 'detections'))],
    },
  ];
}

/** `removed/deprecation_mapping.yml`. */
export function readDeprecationMapping(map: MapReader): DeprecationEntry[] {
  return [...map.node.entries.keys()].flatMap((list) =>
    map.maps(list).flatMap((entry): DeprecationEntry[] => {
      const content = placed(entry, 'content');
      if (content === undefined) {
        entry.need('content');
        return [];
      }
      entry.need('removed_in_version');
      entry.need('reason');
      return [
        {
          kind: 'deprecation-entry',
          list,
          content,
          removedInVersion: placed(entry, 'removed_in_version'),
          replacements: placedList(entry, 'replacement_content'),
        },
      ];
    }),
  );
}

/** The `app` of `contentctl.yml`. */
export function readAppSettings(map: MapReader): AppSettings[] {
  const app = map.map('app');
  const of = (key: string): PlacedText | undefined => (app === undefined ? undefined : placed(app, key));
  return [
    { kind: 'app', version: of('version'), appid: of('appid'), prefix: of('prefix'), folder: placed(map, 'path') },
  ];
}
