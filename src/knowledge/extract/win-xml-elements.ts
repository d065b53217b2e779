import { cleanXmlName } from '../../extraction/clean-name.js';
import { forEachAttribute, localName, tagEnd } from '../../extraction/xml-scan.js';
import { decodeXml } from '../../values/xml/tag.js';

/** Where an element is in a text. */
export interface ElementSpan {
  readonly start: number;
  readonly inner: number;
  readonly innerEnd: number;
  readonly end: number;
}

/** Where an element is; one that is never closed runs to the end of the text. */
export function elementSpan(raw: string, name: string, from: number): ElementSpan | null {
  const mark = `<${name}`;
  let start = raw.indexOf(mark, from);
  while (start >= 0 && !endsName(raw.charCodeAt(start + mark.length))) start = raw.indexOf(mark, start + 1);
  if (start < 0) return null;
  const close = tagEnd(raw, start + mark.length, raw.length);
  if (raw[close - 1] === '/') return { start, inner: close, innerEnd: close, end: Math.min(close + 1, raw.length) };
  const inner = Math.min(close + 1, raw.length);
  const end = raw.indexOf(`</${name}>`, inner);
  if (end < 0) return { start, inner, innerEnd: raw.length, end: raw.length };
  return { start, inner, innerEnd: end, end: end + name.length + 3 };
}

function endsName(code: number): boolean {
  // `>`, `/`, blank characters; NaN at the end of the text is none of them.
  return code === 62 || code === 47 || code <= 32;
}

/** The field of an attribute below `System`; empty for a declaration, which gives none. */
export function attributeField(name: string): string {
  return name === 'xmlns' ? '' : cleanXmlName(localName(name));
}

/** The field of an element of `EventData` with these attributes; empty for one without a name. */
export function dataField(attributes: string): string {
  const name = nameAttribute(attributes);
  return name === '' ? '' : cleanXmlName(decodeXml(name));
}

/** Value of the attribute `Name`; the common form `Name='x'` is read without looking at anything else. */
function nameAttribute(attributes: string): string {
  if (attributes.startsWith(' Name=')) {
    const quote = attributes[6]!;
    const close = attributes.indexOf(quote, 7);
    if ((quote === "'" || quote === '"') && close >= 0) return attributes.slice(7, close);
  }
  let found = '';
  forEachAttribute(attributes, (name, value) => {
    if (name === 'Name') found = value;
  });
  return found;
}

/** Takes an element: its name, what stands in its start tag behind that and where, and where its text is. */
type ElementTaker = (
  name: string,
  attributes: string,
  attributesFrom: number,
  textFrom: number,
  textTo: number,
) => void;

/** The direct children of a part of the text. An element without end tag is the text up to the next tag: what follows stands for itself. */
export function forEachElement(raw: string, from: number, to: number, each: ElementTaker): void {
  const ends = new EndTags(raw, to);
  let at = from;
  for (;;) {
    const start = raw.indexOf('<', at);
    if (start < 0 || start >= to) return;
    let nameEnd = start + 1;
    while (nameEnd < to && !endsName(raw.charCodeAt(nameEnd))) nameEnd++;
    const first = raw.charCodeAt(start + 1);
    if (nameEnd === start + 1 || first === 47 || first === 33 || first === 63) {
      at = start + 1;
      continue;
    }
    const name = raw.slice(start + 1, nameEnd);
    const close = tagEnd(raw, nameEnd, to);
    if (raw[close - 1] === '/') {
      each(name, raw.slice(nameEnd, close - 1), nameEnd, close, close);
      at = close + 1;
      continue;
    }
    const end = ends.after(name, close);
    const stop = end ?? nextTag(raw, close, to);
    each(name, raw.slice(nameEnd, close), nameEnd, Math.min(close + 1, stop), stop);
    at = end === undefined ? stop : end + name.length + 3;
  }
}

function nextTag(raw: string, from: number, to: number): number {
  const next = raw.indexOf('<', from);
  return next < 0 || next > to ? to : next;
}

/** End tags in a part of the text. Once one is missed, all are looked up, so that many missing ones cost one look through the part. */
class EndTags {
  #last: Map<string, number> | undefined;

  constructor(
    private readonly raw: string,
    private readonly to: number,
  ) {}

  /** Where the next end tag of a name begins behind a place of the part. */
  after(name: string, from: number): number | undefined {
    if (this.#last !== undefined && (this.#last.get(name) ?? -1) < from) return undefined;
    const end = this.raw.indexOf(`</${name}>`, from);
    if (end >= 0 && end <= this.to) return end;
    this.#last ??= this.#lookUp(from);
    return undefined;
  }

  /** Where the last end tag of each name begins. */
  #lookUp(from: number): Map<string, number> {
    const last = new Map<string, number>();
    for (let at = this.raw.indexOf('</', from); at >= 0 && at <= this.to; at = this.raw.indexOf('</', at + 2)) {
      let nameEnd = at + 2;
      while (nameEnd < this.raw.length && !endsName(this.raw.charCodeAt(nameEnd))) nameEnd++;
      if (this.raw[nameEnd] === '>') last.set(this.raw.slice(at + 2, nameEnd), at);
    }
    return last;
  }
}

/** What an element of `System` says; empty for nothing. A CDATA section counts by what it holds. */
export function elementContent(text: string): string {
  const inner = text.trim();
  if (!inner.startsWith('<![CDATA[') || !inner.endsWith(']]>')) return inner === '' ? '' : text;
  return inner.slice(9, -3).replaceAll('&', '&amp;');
}

/** What an element of `EventData` says. Some events indent their values; searches over published logs of them rely on the bare value. */
export function dataContent(text: string): string {
  const content = elementContent(text);
  const indented = content.charCodeAt(0) <= 32 || content.charCodeAt(content.length - 1) <= 32;
  return indented ? content.trim() : content;
}
