import type { Label } from '../diagnostics/diagnostic.js';
import type { Span } from '../source/span.js';
import type { Detection } from './detection.js';
import type { MapReader } from './map-reader.js';
import { type PlacedText, placed } from './placed-text.js';

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
  readonly separatorAt?: Label;
  /** How its fields are called in the data sets of the CIM. */
  readonly mappings: readonly SourceMapping[];
  /** Other data sources that its events can be rewritten as. */
  readonly convertsTo: readonly PlacedText[];
}

/** One entry of `field_mappings`. */
export interface SourceMapping {
  /** `cim`, or another way to name fields, such as `ocsf`. */
  readonly dataModel: string;
  /** `Endpoint.Processes`. */
  readonly dataSet: PlacedText | undefined;
  /** The field of the data source, with what is done to it (`Image|endswith`), and its name in the data set. */
  readonly fields: readonly { readonly from: PlacedText; readonly to: PlacedText }[];
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
    mappings: map.maps('field_mappings').map(readMapping),
    convertsTo: map.maps('convert_to_log_source').flatMap((each) => placed(each, 'data_source') ?? []),
    ...(separator === undefined ? {} : { separator, separatorAt: map.at('separator') }),
    ...(exampleLog === undefined ? {} : { exampleLog }),
  };
}

function readMapping(map: MapReader): SourceMapping {
  const inner = map.map('mapping');
  const fields = [...(inner?.node.entries ?? [])].flatMap(([from, { key, value }]) => {
    if (value.kind !== 'scalar') return [];
    const at = (span: Span): Label => ({ source: map.file, span });
    return [{ from: { text: from, at: at(key) }, to: { text: value.text.trim(), at: at(value.span) } }];
  });
  return { dataModel: map.trimmed('data_model'), dataSet: placed(map, 'data_set'), fields };
}
