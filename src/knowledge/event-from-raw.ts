import type { RawEvent } from '../events/raw-event.js';
import { LazyFields, noFields } from '../extraction/field-bag.js';
import { Event, type FieldSource } from '../values/event.js';
import type { Value } from '../values/value.js';
import { automaticExtraction, type ExtractionContext } from './automatic-extraction.js';
import { dateField, isDateField } from './date-fields.js';
import { PlainJsonFields } from './extract/plain-json.js';
import { lineCount, punctOf } from './punct.js';

/** Turns the text of an event into fields; called at most once per event, when a field of the text is needed. */
export type RawExtraction = (event: RawEvent) => FieldSource;

/**
 * A raw event as an `Event` whose fields are found when they are asked for: metadata and default fields (spl-core 6.2), then
 * structured fields that came with the input, then what extraction finds in the text. Without `extract` the text is taken
 * apart by its looks (spl-core 6.7).
 */
export function eventFromRaw(raw: RawEvent, context: ExtractionContext, extract?: RawExtraction): Event {
  return Event.over(new RawEventFields(raw, context, extract));
}

/** The fields of a raw event before aliases, calculated fields and tags. */
export class RawEventFields implements FieldSource {
  readonly raw: RawEvent;
  readonly #structured: FieldSource;
  readonly #extracted: FieldSource;

  constructor(raw: RawEvent, context: ExtractionContext, extract?: RawExtraction) {
    this.raw = raw;
    const { fields, fieldsCoverRaw } = raw;
    this.#structured =
      fields === undefined
        ? noFields
        : new PlainJsonFields(fields, fieldsCoverRaw ? raw.raw : undefined, context.semantics.jsonNull);
    this.#extracted =
      fields !== undefined && fieldsCoverRaw && extract === undefined
        ? noFields
        : new LazyFields(() => (extract === undefined ? automaticExtraction(raw.raw, context) : extract(raw)));
  }

  get(field: string): Value {
    const metadata = this.#metadata(field);
    if (metadata !== undefined) return metadata;
    const found = this.#structured.get(field) ?? this.#extracted.get(field);
    return found ?? this.#defaultField(field);
  }

  *fieldNames(): Iterable<string> {
    const seen = new Set<string>();
    for (const name of this.#ownNames()) {
      seen.add(name);
      yield name;
    }
    for (const source of [this.#structured, this.#extracted]) {
      for (const name of source.fieldNames()) {
        if (seen.has(name)) continue;
        seen.add(name);
        yield name;
      }
    }
  }

  /** What the input says about the event; undefined for any other field and for what it does not say. */
  #metadata(field: string): Value | undefined {
    switch (field) {
      case '_raw':
        return this.raw.raw;
      case '_time':
        return this.raw.time;
      case 'host':
        return this.raw.host;
      case 'source':
        return this.raw.source;
      case 'sourcetype':
        return this.raw.sourcetype;
      case 'index':
        return this.raw.index;
      default:
        return undefined;
    }
  }

  #defaultField(field: string): Value {
    switch (field) {
      case 'linecount':
        return String(lineCount(this.raw.raw));
      case 'punct':
        return punctOf(this.raw.raw);
      case 'host':
        return this.#hostOfText();
      default:
        return this.#hasOwnTime && isDateField(field) ? dateField(field, this.raw.time!) : null;
    }
  }

  get #hasOwnTime(): boolean {
    return this.raw.time !== undefined && !this.raw.timeInherited;
  }

  /** An event that does not say where it is from is from the computer it names. */
  #hostOfText(): Value {
    const computer = this.#extracted.get('Computer') ?? this.#extracted.get('ComputerName');
    return typeof computer === 'string' ? computer.replace(/\..*$/s, '') : null;
  }

  *#ownNames(): Iterable<string> {
    for (const name of ['_raw', '_time', 'host', 'source', 'sourcetype', 'index', 'linecount', 'punct']) {
      if (this.get(name) !== null) yield name;
    }
    if (this.#hasOwnTime) yield* dateFieldNames;
  }
}

const dateFieldNames = [
  'date_hour',
  'date_mday',
  'date_minute',
  'date_month',
  'date_second',
  'date_wday',
  'date_year',
  'date_zone',
];
