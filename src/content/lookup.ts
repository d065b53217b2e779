import { type LookupDefinition, lookupMatching } from './lookup-definition.js';
import type { MapReader } from './map-reader.js';
import type { ContentOrigin } from './origin.js';

/**
 * `lookups/*.yml` of either format. A CSV lies beside its YAML file under `filename`, or, in newer files, under the name of
 * the YAML file. `folder` is that of the YAML file, relative to the content root.
 */
export function readLookup(
  map: MapReader,
  fileName: string,
  folder: string,
  origin: ContentOrigin,
): LookupDefinition | undefined {
  const name = map.need('name')?.trim();
  if (name === undefined) return undefined;
  const filename = map.text('filename')?.trim();
  const collection = map.text('collection')?.trim();
  const declared = map.trimmed('lookup_type').toLowerCase();
  const kind =
    declared === 'kvstore' || declared === 'mlmodel' || declared === 'csv' ? declared : kindOf(filename, collection);
  const extension = kind === 'mlmodel' ? 'mlmodel' : kind === 'csv' ? 'csv' : 'json';
  const data = filename ?? `${fileName}.${extension}`;
  const description = map.text('description')?.trim();
  return {
    name,
    kind,
    path: dataPath(folder, data),
    ...(kind === 'kvstore' ? { collection: collection ?? name } : {}),
    fields: map.has('fields') ? map.texts('fields') : fieldList(map.trimmed('fields_list')),
    ...(description === undefined ? {} : { description }),
    ...lookupMatching({
      get: (setting) => (setting === 'match_type' ? map.texts(setting).join(' ') : map.text(setting)),
    }),
    origin,
    at: map.at('name'),
    settingsAt: Object.fromEntries(placedSettings.filter((key) => map.has(key)).map((key) => [key, map.at(key)])),
  };
}

/** Settings that checks point at. */
const placedSettings = [
  'fields',
  'fields_list',
  'filename',
  'match_type',
  'min_matches',
  'max_matches',
  'time_field',
  'min_offset_secs',
];

function kindOf(filename: string | undefined, collection: string | undefined): LookupDefinition['kind'] {
  if (filename?.endsWith('.mlmodel')) return 'mlmodel';
  return collection !== undefined && filename === undefined ? 'kvstore' : 'csv';
}

/** Where a data file lies; an absolute one stays as it is, for the catalog to refuse. */
export function dataPath(folder: string, file: string): string {
  return folder === '' || /^(?:[A-Za-z]:|[\\/])/.test(file) ? file : `${folder}/${file}`;
}

/** `a, b c` as names. */
export function fieldList(text: string): string[] {
  return text.split(/[\s,]+/).filter((field) => field !== '');
}
