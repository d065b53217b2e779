import type { Path } from './path.js';

/** Where the data of a search lives: a file of `rules/schemas/`, or a user's (docs/schema-mapping.md). */
export interface SchemaMapping {
  readonly name: string;
  /** The tables are those that `escudo load` writes; only their names count here. */
  readonly loaded: boolean;
  /** By `Model.Dataset` in lower case. */
  readonly tables: ReadonlyMap<string, TableMapping>;
  /** The table that searches over events read. */
  readonly events: TableMapping | undefined;
}

/** Where events, or the rows of a data set, are. */
export interface TableMapping {
  /** What the file calls it: `Endpoint.Processes`, `events`. */
  readonly id: string;
  /** The rows of all of them; at least one. */
  readonly parts: readonly TablePart[];
  /** Whether every part numbers its rows. */
  readonly ordered: boolean;
}

/** One table, or the rows of one that a condition chooses. */
export interface TablePart {
  /** Name of the table, with its database and schema in front where they are given. */
  readonly table: readonly string[];
  readonly where: readonly TableCondition[];
  readonly time: TimeMapping;
  /** What numbers the rows in the order in which they came. */
  readonly order: FieldMapping | undefined;
  readonly fields: ReadonlyMap<string, FieldMapping>;
  readonly rest: RestMapping | undefined;
  /** Columns of JSON by the first part of the names of the fields in them: `requestParameters` of `requestParameters.userName`. */
  readonly under: ReadonlyMap<string, string>;
  /** An empty text counts as none. */
  readonly emptyIsMissing: boolean;
}

/** What a row of the table must be. */
export type TableCondition =
  | { readonly kind: 'is'; readonly value: FieldPath; readonly values: readonly (string | number | boolean)[] }
  | { readonly kind: 'expression'; readonly sql: DialectText };

/** SQL that a user wrote, by dialect; `any` for those not named. */
export interface DialectText {
  readonly any: string | undefined;
  readonly byDialect: ReadonlyMap<string, string>;
}

/** What times may be stored in. */
const timeUnits = [
  'seconds',
  'milliseconds',
  'microseconds',
  'nanoseconds',
  'timestamp',
  'timestamptz',
  'iso',
] as const;
/** Seconds and parts of them since 1970, a TIMESTAMP in UTC, one with a zone, or text as ISO 8601 has it. */
export type TimeUnit = (typeof timeUnits)[number];

/** Where the time of a row is, and in which unit. */
export interface TimeMapping {
  readonly value: FieldMapping;
  readonly unit: TimeUnit;
  /** No row lacks a time, so that a bound is a plain comparison of the column. */
  readonly always: boolean;
}

/** How the members of a path are reached: structs, one column with the whole path as its name, or JSON in one column. */
export type PathStyle = { readonly kind: 'struct' | 'flat' } | { readonly kind: 'json'; readonly column: string };

/** The way to a value from a column. */
export interface FieldPath {
  readonly path: Path;
  readonly style: PathStyle;
}

/** What columns may hold. */
const fieldTypes = ['text', 'number', 'list', 'ip', 'boolean', 'time'] as const;
/** What a column holds. */
export type FieldType = (typeof fieldTypes)[number];

/** How the value of one field is found. */
export interface FieldMapping {
  readonly from: FieldSourceMapping;
  readonly type: FieldType;
  /** Of a time. */
  readonly unit: TimeUnit | undefined;
  /** Texts by the value that stands for them; undefined: the values are taken as they are. */
  readonly values: ReadonlyMap<string, string> | undefined;
  /** For values that have no entry: themselves, one text, or none. */
  readonly otherwise:
    | { readonly kind: 'keep' }
    | { readonly kind: 'none' }
    | { readonly kind: 'text'; readonly text: string };
  readonly letters: 'lower' | 'upper' | undefined;
  /** Only what stands after the last of these. */
  readonly afterLast: string | undefined;
  /** Whole numbers become `0x` and at least so many hexadecimal digits, as Windows writes values of the registry. */
  readonly hex: number | undefined;
  /** Rows for which the value counts; it is none in others. */
  readonly when: readonly TableCondition[];
  /** The values are of the table's own kind: good to show and to group by, never to compare with what searches write. */
  readonly shownOnly: boolean;
}

/** Where a field comes from. */
export type FieldSourceMapping =
  | { readonly kind: 'path'; readonly at: FieldPath }
  | { readonly kind: 'map'; readonly column: string; readonly key: string }
  | { readonly kind: 'expression'; readonly sql: DialectText }
  | { readonly kind: 'constant'; readonly text: string }
  /** Texts and values in turn; no value at all where one is missing. */
  | { readonly kind: 'template'; readonly parts: readonly (string | FieldPath)[] }
  /** The first that has a value. */
  | { readonly kind: 'first'; readonly of: readonly FieldMapping[] }
  /** All values, as a list. */
  | { readonly kind: 'all'; readonly of: readonly FieldMapping[] };

/** Where the fields are that no entry of `fields` names. */
export interface RestMapping {
  readonly kind: 'lists' | 'texts' | 'json';
  readonly column: string;
}
