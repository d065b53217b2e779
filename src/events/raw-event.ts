/** What JSON text holds. Objects come from `JSON.parse`: read them by own keys only. */
export type JsonValue = string | number | boolean | null | JsonValue[] | JsonObject;

export interface JsonObject {
  [key: string]: JsonValue;
}

/** Where an event was read: a file (or archive member, `-`), the line from 1, and the byte it begins at. */
export interface EventOrigin {
  readonly file: string;
  readonly line: number;
  /** Byte offset in the decompressed, UTF-8 form of the input. */
  readonly offset: number;
}

/**
 * One event as a reader yields it: the text an indexer would store and what the input says about it. Readers know
 * nothing of SPL: sourcetypes that are not stated, field extraction and CIM names are the business of `knowledge/`.
 */
export interface RawEvent {
  /** `_raw`. For JSON input without a `_raw` key the text of the event itself. */
  readonly raw: string;
  /** Epoch seconds, fraction allowed; undefined when neither this event nor one before it in the file has a time. */
  readonly time: number | undefined;
  /** The event has no time of its own and took that of the event before it. */
  readonly timeInherited: boolean;
  readonly host: string | undefined;
  /** As stated by the event, the flags or the data set's YAML, else what the format tells, else the file's name. */
  readonly source: string | undefined;
  readonly sourcetype: string | undefined;
  readonly index: string | undefined;
  /** Structured fields: the parsed JSON object, the named columns of CSV, Zeek and W3C lines. */
  readonly fields: JsonObject | undefined;
  /** `fields` already holds everything that parsing `raw` as JSON would give. */
  readonly fieldsCoverRaw: boolean;
  /** A list of texts at the top of `fields` is a field with several values (`user`), not a JSON list (`user{}`). */
  readonly listsAreValues?: boolean;
  readonly format: string;
  readonly origin: EventOrigin;
}

/** A raw event while its reader still fills it. */
export type EventDraft = { -readonly [K in keyof RawEvent]: RawEvent[K] };

/** Metadata for events that do not state their own: from flags, or from the YAML beside a published data set. */
export interface EventDefaults {
  readonly host?: string;
  readonly source?: string;
  readonly sourcetype?: string;
  readonly index?: string;
}

/** A JSON object, as opposed to an array or a scalar. */
export function isJsonObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** The object that a JSON text is; undefined where it is none. */
export function parsedObject(text: string): JsonObject | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return isJsonObject(value) ? value : undefined;
  } catch {
    return undefined;
  }
}
