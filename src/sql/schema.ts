import type { Limits } from '../values/limits.js';
import type { LookupMatch } from '../values/lookup/lookup-column.js';
import type { Semantics } from '../values/semantics.js';
import type { DataSetRules } from './mapping/data-set-rules.js';
import type { TableMapping } from './mapping/mapping.js';

/** A table of events in the default layout: `seq`, the metadata columns, `fields` and `names`. */
export interface EventTable {
  readonly table: string;
}

/** A table that a schema mapping describes; as events, or as a data set with the rules of its data model. */
export interface MappedTable {
  /** Name of the mapping. */
  readonly schema: string;
  readonly mapping: TableMapping;
  readonly rules: DataSetRules | undefined;
  keyOf(written: string): string;
  writtenName(key: string): string;
}

/** A data set as a table in the default layout, and the names of its fields. */
export interface DataSetTable extends EventTable {
  keyOf(written: string): string;
  writtenName(key: string): string;
}

/** A lookup table: `seq` and one column per field. */
export interface LookupTableSchema {
  readonly table: string;
  readonly fields: readonly string[];
  /** The column of a field. */
  column(field: string): string;
  readonly caseSensitive: boolean;
  readonly maxMatches: number;
  readonly minMatches: number;
  readonly defaultMatch: string;
  matchOf(field: string): LookupMatch;
  /** Whether which rows agree depends on the time of the event. */
  readonly timed: boolean;
}

/** Where the data of a search lives and what holds for its run. */
export interface PortSchema {
  /** Undefined: the schema mapping has no table of events. */
  readonly events: EventTable | MappedTable | undefined;
  /** Data points of metric indexes, in the layout of events: dimensions, and `metric_name` with `_value` or `metric_name:cpu`. */
  readonly metrics?: EventTable;
  dataset(model: string, dataset: string | undefined, raw: boolean): DataSetTable | MappedTable | undefined;
  /** Name of the schema mapping; undefined for the default layout. */
  readonly mapping?: string;
  lookup(name: string): LookupTableSchema | undefined;
  readonly limits: Limits;
  readonly semantics: Semantics;
  readonly timeZone: string;
  /** Epoch seconds the run is bounded by; infinite without bounds. */
  readonly range: { readonly earliest: number; readonly latest: number };
  /** Whether every event has `_raw`, so that a keyword needs to look nowhere else. */
  readonly rawAlways: boolean;
  /** Events newest first, as an index gives them, or in the order in which they were loaded. */
  readonly order: 'newest' | 'loaded';
}

/** Columns of a table of events besides `seq`, `fields` and `names`, and what they hold. */
export const eventColumns: readonly { readonly field: string; readonly type: 'text' | 'number' }[] = [
  { field: '_time', type: 'number' },
  { field: '_raw', type: 'text' },
  { field: 'host', type: 'text' },
  { field: 'source', type: 'text' },
  { field: 'sourcetype', type: 'text' },
  { field: 'index', type: 'text' },
];
