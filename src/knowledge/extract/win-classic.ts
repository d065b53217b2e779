import { cleanKey } from '../../extraction/clean-name.js';
import { FieldBag } from '../../extraction/field-bag.js';
import { readMessageLabels } from '../../extraction/message-labels.js';
import type { FieldSource } from '../../values/event.js';
import type { Value } from '../../values/value.js';

const messageMark = '\nMessage=';

/**
 * A Windows event in classic text (spl-core 6.5): `Key=Value` lines before `Message=`, the message to the end of the event, and inside
 * it each line `Label:<blanks>Value` as a field. A repeated label becomes a multivalue in order of appearance
 * (`Account_Name` = subject, then target). The message is read only when a field that the header lacks is asked for.
 */
export class WinClassicFields implements FieldSource {
  readonly #raw: string;
  #header: FieldBag | undefined;
  #all: FieldBag | undefined;
  #message: string | undefined;

  constructor(raw: string) {
    this.#raw = raw;
  }

  get(field: string): Value {
    if (this.#all === undefined) {
      const header = this.#readHeader();
      // A label gives a field without underscores only when it is written the same: then the message need not be read.
      if (!field.includes('_') && !this.#message?.includes(field)) {
        return field === 'Message' ? this.#message || null : header.get(field);
      }
    }
    return this.#readAll().get(field);
  }

  fieldNames(): Iterable<string> {
    return this.#readAll().fieldNames();
  }

  #readHeader(): FieldBag {
    if (this.#header !== undefined) return this.#header;
    const raw = this.#raw;
    const mark = raw.startsWith('Message=') ? -1 : raw.indexOf(messageMark);
    const found = mark >= 0 || raw.startsWith('Message=');
    const headerEnd = found ? Math.max(mark, 0) : raw.length;
    if (found) this.#message = raw.slice(mark + messageMark.length).trimEnd();
    this.#header = new FieldBag();
    readHeaderLines(raw.slice(0, headerEnd), this.#header);
    return this.#header;
  }

  #readAll(): FieldBag {
    if (this.#all !== undefined) return this.#all;
    const all = new FieldBag();
    // The bag of the header is kept for `get`, so the lines go into a second one.
    const header = this.#readHeader();
    for (const name of header.fieldNames()) addAll(all, name, header.get(name));
    if (this.#message !== undefined) {
      if (this.#message !== '') all.add('Message', this.#message);
      readMessageLabels(this.#message, all);
    }
    this.#all = all;
    return all;
  }
}

function addAll(bag: FieldBag, name: string, value: Value): void {
  if (typeof value === 'object' && value !== null) for (const each of value) bag.add(name, String(each));
  else if (value !== null) bag.add(name, String(value));
}

function readHeaderLines(header: string, bag: FieldBag): void {
  for (const line of header.split('\n')) {
    const equals = line.indexOf('=');
    if (equals <= 0) continue;
    const name = cleanKey(line.slice(0, equals).trim());
    const value = line.slice(equals + 1).trim();
    if (name !== '' && value !== '') bag.add(name, value);
  }
}
