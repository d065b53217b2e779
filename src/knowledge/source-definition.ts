import type { JsonPairs } from './extract/json-pairs.js';

/**
 * How one kind of log is recognised, taken apart, named in CIM terms and tagged: one entry of `rules/sources/*.yml`, checked and
 * with every default filled in. The format is described in `rules/sources/README.md`.
 */
export interface SourceDefinition {
  readonly id: string;
  readonly title: string;
  /** Parents whose extraction, conditions and mappings apply too; the child wins. */
  readonly extends: readonly string[];
  readonly match: SourceMatch;
  readonly extraction: Extraction | undefined;
  readonly tags: readonly string[];
  readonly conditionalTags: readonly ConditionalTags[];
  /** Where events of this kind land as a result of their tags, `Model.Dataset`: information, not a rule. */
  readonly datasets: readonly string[];
  /** Whether mapped fields are seen by raw searches too, or by data models only (their names collide with raw fields). */
  readonly mapping: 'everywhere' | 'data-models';
  /** CIM field → raw field. */
  readonly aliases: ReadonlyMap<string, string>;
  /** CIM field → eval expression. */
  readonly evals: ReadonlyMap<string, string>;
  readonly enumerations: ReadonlyMap<string, Enumeration>;
  readonly tables: readonly TranslationTable[];
  /** Raw fields that bear their CIM name already. */
  readonly nativeFields: readonly string[];
}

/** Which events a source definition is about. */
export interface SourceMatch {
  /** Wildcard patterns, compared without case. */
  readonly sourcetypes: readonly string[];
  readonly sources: readonly string[];
  readonly eventtypes: readonly string[];
  /** A search expression over the extracted fields and aliases; absent: every event. */
  readonly condition: string | undefined;
  /** The shape of the text by which the event is recognised whatever its sourcetype says. */
  readonly format: 'win-xml' | 'win-classic' | undefined;
  /** A pattern over `_raw` for events whose sourcetype no definition knows. */
  readonly recognise: string | undefined;
  /** Names that the input itself gives such events (members of JSON, columns), all of them; for the same events. */
  readonly recogniseFields: readonly string[];
  readonly assign: { readonly sourcetype?: string; readonly source?: string; readonly sourceExpression?: string };
}

/** Tags and event types of events that meet a condition. */
export interface ConditionalTags {
  /** A search expression over the mapped event. */
  readonly condition: string;
  readonly tags: readonly string[];
  /** The field whose value has the tags, for `tag::<field>`. */
  readonly field: string | undefined;
  /** Event types that such events have as well. */
  readonly eventtypes: readonly string[];
}

/** Translation of one field's value; with `fill` only where the target has no value. */
export interface Enumeration {
  readonly from: string;
  readonly values: ReadonlyMap<string, string>;
  readonly default: string | undefined;
  /** A second translation for events that the first does not cover. */
  readonly fallback: Omit<Enumeration, 'fallback' | 'mode'> | undefined;
  readonly mode: 'fill' | 'overwrite';
  readonly caseInsensitive: boolean;
}

/** Translation of several fields to several: the first row whose cells all match sets its values. */
export interface TranslationTable {
  readonly keys: readonly string[];
  /** Whether `*` in a cell is a wildcard. */
  readonly wildcard: boolean;
  readonly mode: 'fill' | 'overwrite';
  readonly rows: readonly TranslationRow[];
}

/** One row of a translation: what fields have to say, and what others get. */
export interface TranslationRow {
  /** Field → any of these texts. */
  readonly when: ReadonlyMap<string, readonly string[]>;
  readonly set: ReadonlyMap<string, string>;
}

/** Text → what it stands for; null: nothing. */
export type Replacements = ReadonlyMap<string, string | null>;

/** One rule of an add-on: a pattern over a field, or columns between delimiters. */
export interface ExtractionStep {
  /** The field that is taken apart; `_raw` when absent. */
  readonly from: string | undefined;
  readonly pattern: string | undefined;
  /** `name::$1 $2::$3`; absent: the named groups of the pattern. */
  readonly format: string | undefined;
  /** Delimiters between pairs, and between name and value where there are names. */
  readonly delimiters: readonly string[];
  /** Column names where the delimiters stand between plain values. */
  readonly columns: readonly string[];
  /** Whether a second value makes a field multivalued. */
  readonly addValues: boolean;
  readonly cleanKeys: boolean;
}

/** How raw text becomes fields. */
export type Extraction =
  | {
      /** Rules applied before the extraction that other definitions give, which then adds what is missing. */
      readonly kind: 'steps';
      readonly steps: readonly ExtractionStep[];
      /** What comes after the rules; absent: what other definitions say, else by the looks of the text. */
      readonly after: 'none' | 'auto' | 'auto_escaped' | 'json' | 'xml' | undefined;
      /** Wildcard patterns that the event's metadata must fit. */
      readonly onlySource: string | undefined;
      readonly onlyHost: string | undefined;
    }
  | { readonly kind: 'win-xml' | 'win-classic' | 'win-event' | 'auditd' | 'cef' | 'leef' | 'kv-runs' | 'xml' | 'text' }
  | { readonly kind: 'json'; readonly jsonPairs: readonly JsonPairs[] }
  | {
      readonly kind: 'kv';
      readonly pairDelimiters: string | undefined;
      readonly kvDelimiters: string | undefined;
      readonly repeated: 'first' | 'all';
      /** Whether `\"` and `\\` count inside quoted values. */
      readonly escaped: boolean;
      /** Whether characters of names that are no letters, digits or underscores become underscores. */
      readonly cleanKeys: boolean;
      readonly replace: Replacements;
    }
  | {
      readonly kind: 'delimited';
      readonly separator: string;
      readonly columns: readonly string[];
      /** Where the columns begin: the start of this pattern's match. */
      readonly start: string | undefined;
      readonly replace: Replacements;
      readonly decode: 'url' | undefined;
    }
  | {
      readonly kind: 'w3c';
      readonly columns: readonly string[];
      readonly columnsBySourcetype: ReadonlyMap<string, readonly string[]>;
    }
  | {
      readonly kind: 'regex';
      readonly pattern: string;
      /** A field of the match that is taken apart in turn. */
      readonly inner: { readonly field: string; readonly kind: 'kv' | 'kv-runs' } | undefined;
    }
  | { readonly kind: 'regex-list'; readonly patterns: readonly string[] }
  | { readonly kind: 'regex-first'; readonly envelope: string; readonly patterns: readonly string[] }
  | {
      readonly kind: 'regex-by-id';
      readonly envelope: string;
      readonly id: string;
      readonly text: string;
      readonly messages: readonly { readonly ids: readonly string[]; readonly pattern: string }[];
    };
