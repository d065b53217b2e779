import type { RawEvent } from '../events/raw-event.js';
import { type TimeText, timeTextOf } from '../events/timestamps/time-text.js';
import { type FieldSource, noFields } from '../values/event.js';
import type { Value } from '../values/value.js';
import { automaticExtraction, type ExtractionContext } from './automatic-extraction.js';
import { dateField, dateFieldNames, isDateField } from './date-fields.js';
import { PlainJsonFields } from './extract/plain-json.js';
import { WinXmlFields } from './extract/win-xml.js';
import { type FieldName, fieldName, type MetadataName, type NamedFields } from './field-name.js';
import { lineCount, punctOf } from './punct.js';

/** Turns the text of an event into fields; called at most once per event, when a field of the text is needed. */
export type RawExtraction = (event: RawEvent) => FieldSource;

/** `splunk_server` of events that do not say which instance they come from. */
const splunkServer = 'localhost';

/** How Splunk names the source of a Windows event. */
const channelInSource = /^(?:Xml)?WinEventLog:(.+)$/i;

let lastSource = '';
let lastChannel: string | null = null;

/** The channel that a source names; neighbouring events have the same one mostly. */
function channelOf(source: string): string | null {
  if (source !== lastSource) {
    lastSource = source;
    lastChannel = channelInSource.exec(source)?.[1] ?? null;
  }
  return lastChannel;
}

/** The fields of a raw event before aliases, calculated fields and tags. */
export interface RawFields extends NamedFields {
  readonly raw: RawEvent;
  /** Whether the text is taken apart as a Windows event in XML. */
  readonly isWindowsXml: boolean;
  /** The same event with its text taken apart in another way. */
  extractedBy(extract: RawExtraction): RawFields;
}

/**
 * {@link RawFields} that are found when they are asked for: metadata and default fields (spl-core 6.2), then structured fields that
 * came with the input, then what extraction finds in the text. Without an extraction the text is taken apart by its looks (spl-core 6.7).
 */
export class RawEventFields implements RawFields {
  readonly raw: RawEvent;
  readonly #context: ExtractionContext;
  readonly #extract: RawExtraction | undefined;
  readonly #structured: PlainJsonFields | undefined;
  #found: FieldSource | undefined;
  #timeText: TimeText | null | undefined;

  constructor(raw: RawEvent, context: ExtractionContext, extract?: RawExtraction) {
    this.raw = raw;
    this.#context = context;
    this.#extract = extract;
    const { fields, fieldsCoverRaw } = raw;
    this.#structured =
      fields === undefined
        ? undefined
        : new PlainJsonFields(
            fields,
            fieldsCoverRaw ? raw.raw : undefined,
            context.semantics.jsonNull,
            raw.listsAreValues === true,
          );
    if (fields !== undefined && fieldsCoverRaw && extract === undefined) this.#found = noFields;
  }

  /** What the text holds; taken apart when the first field of it is asked for. */
  get #extracted(): FieldSource {
    if (this.#found === undefined) {
      const extract = this.#extract;
      this.#found = extract === undefined ? automaticExtraction(this.raw.raw, this.#context) : extract(this.raw);
    }
    return this.#found;
  }

  get characters(): number {
    return this.raw.raw.length;
  }

  get isWindowsXml(): boolean {
    return this.#extracted instanceof WinXmlFields;
  }

  extractedBy(extract: RawExtraction): RawEventFields {
    return new RawEventFields(this.raw, this.#context, extract);
  }

  get(field: string): Value {
    return this.read(fieldName(field));
  }

  read(field: FieldName): Value {
    if (field.metadata !== undefined) {
      const metadata = this.#metadata(field.metadata);
      if (metadata !== undefined) return metadata;
    }
    const { name } = field;
    const found = this.#structured?.read(field) ?? this.#extracted.get(name);
    return found ?? (field.mayDefault ? this.#defaultField(name) : null);
  }

  *fieldNames(): Iterable<string> {
    const seen = new Set<string>();
    for (const name of this.#ownNames()) {
      seen.add(name);
      yield name;
    }
    for (const source of [this.#structured, this.#extracted]) {
      for (const name of source?.fieldNames() ?? []) {
        if (seen.has(name)) continue;
        seen.add(name);
        yield name;
      }
    }
  }

  /** What the input says about the event; undefined for what it does not say. */
  #metadata(field: MetadataName): Value | undefined {
    switch (field) {
      case '_raw':
        return this.raw.raw;
      case '_time':
        // A time or nothing (spl-core 7): what an event calls `_time` and is none, is no text either.
        return this.raw.time ?? null;
      case 'host':
        return this.raw.host;
      case 'source':
        return this.raw.source;
      case 'sourcetype':
        return this.raw.sourcetype;
      case 'index':
        return this.raw.index;
    }
  }

  #defaultField(field: string): Value {
    switch (field) {
      case '_indextime':
        return this.raw.time ?? null;
      case 'splunk_server':
        return splunkServer;
      case 'linecount':
        return String(lineCount(this.raw.raw));
      case 'punct':
        return punctOf(this.raw.raw);
      case 'host':
        return this.#hostOfText();
      case 'Channel':
        return this.#channelOfSource();
      default:
        return this.#timeField(field);
    }
  }

  /** What the text of the timestamp gives: its place and the reading of its clock. A time that the text does not show is in UTC. */
  #timeField(field: string): Value {
    const position = field === 'timestartpos' || field === 'timeendpos';
    if (!this.#hasOwnTime || !(position || isDateField(field))) return null;
    const time = this.raw.time!;
    const timeZone = this.#context.timeZone;
    this.#timeText ??= timeTextOf(this.raw.raw, time, timeZone) ?? null;
    const text = this.#timeText;
    if (!position) return dateField(field, { time, offset: text === null ? 0 : text.offset, timeZone });
    return text === null ? null : String(field === 'timestartpos' ? text.start : text.end);
  }

  get #hasOwnTime(): boolean {
    return this.raw.time !== undefined && !this.raw.timeInherited;
  }

  /** A Windows event in JSON that does not name its channel is from the one that its source names. */
  #channelOfSource(): Value {
    const { source, fieldsCoverRaw } = this.raw;
    return fieldsCoverRaw && source !== undefined ? channelOf(source) : null;
  }

  /** An event that does not say where it is from is from the computer it names. */
  #hostOfText(): Value {
    const computer = this.#extracted.get('Computer') ?? this.#extracted.get('ComputerName');
    return typeof computer === 'string' ? computer.replace(/\..*$/s, '') : null;
  }

  *#ownNames(): Iterable<string> {
    for (const name of [
      '_raw',
      '_time',
      'host',
      'source',
      'sourcetype',
      'index',
      'linecount',
      'punct',
      'splunk_server',
    ]) {
      if (this.get(name) !== null) yield name;
    }
    if (!this.#hasOwnTime) return;
    yield* dateFieldNames;
    if (this.get('timestartpos') !== null) yield* ['timestartpos', 'timeendpos'];
  }
}
