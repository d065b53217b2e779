import type { Label } from '../diagnostics/diagnostic.js';
import type { Detection } from './detection.js';
import type { MapReader } from './map-reader.js';

/** A kind of log that detections name in `data_source`. */
export interface DataSource {
  readonly name: string;
  readonly description: string;
  readonly source: string;
  readonly sourcetype: string;
  /** The field that tells this kind from others of one sourcetype, e.g. `EventID`. */
  readonly separator?: string;
  readonly fields: readonly string[];
  /** Fields that a search on this source must deliver, where declared. */
  readonly outputFields: readonly string[];
  readonly exampleLog?: string;
  readonly supportedApps: readonly string[];
  readonly at: Label;
}

/** The data sources that a detection names, with their places; of an entry `A AND B` both are needed. */
export function namedDataSources({
  dataSources,
}: Pick<Detection, 'dataSources'>): { readonly name: string; readonly at: Label }[] {
  return dataSources.flatMap(({ text, at }) => {
    const names = text.split(/\s+AND\s+/).filter((name) => name !== '');
    return names.map((name) => ({ name, at }));
  });
}

/** `data_sources/*.yml`; undefined without a name. */
export function readDataSource(map: MapReader): DataSource | undefined {
  const name = map.need('name')?.trim();
  if (name === undefined) return undefined;
  const separator = map.text('separator')?.trim();
  const exampleLog = map.text('example_log');
  return {
    name,
    description: map.trimmed('description'),
    source: map.trimmed('source'),
    sourcetype: map.trimmed('sourcetype'),
    fields: map.texts('fields'),
    outputFields: map.texts('output_fields'),
    supportedApps: map.maps('supported_TA').map((app) => app.trimmed('name')),
    at: map.at('name'),
    ...(separator === undefined ? {} : { separator }),
    ...(exampleLog === undefined ? {} : { exampleLog }),
  };
}
