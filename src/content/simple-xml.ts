import { DerivedText } from '../source/derived-text.js';
import type { Source } from '../source/source.js';
import { span } from '../source/span.js';
import { decodeXml, readStartTag, type XmlAttribute } from '../values/xml/tag.js';
import type { DashboardSearch, DashboardSearches } from './dashboard.js';
import type { PlacedText } from './placed-text.js';

/** The searches of a dashboard in XML, or the layout of Dashboard Studio that it holds. */
export interface SimpleXml extends Omit<DashboardSearches, 'kind' | 'file'> {
  readonly definition: Source | undefined;
}

/** Elements whose text is a search. */
const queries = new Set(['query', 'searchString', 'populatingSearch']);
/** How many elements may stand in each other. */
const mostDepth = 256;

interface Open {
  readonly name: string;
  readonly attributes: readonly XmlAttribute[];
  /** Of a text that is wanted. */
  readonly text: DerivedText | undefined;
  readonly start: number;
}

const section =
  /<!--[\s\S]*?(?:-->|$)|<!\[CDATA\[([\s\S]*?)(?:\]\]>|$)|<[?!][^>]*(?:>|$)|<\/\s*([^\s<>]+)\s*>|&(?:#\d{1,7}|#x[0-9a-fA-F]{1,6}|\w{1,10});/y;
const plain = /[^<&]+/y;

/** Reads what is asked for forgivingly: of XML that is not well formed as much as can be had. */
export function simpleXmlSearches(file: Source): SimpleXml {
  const reader = new XmlSearches(file);
  reader.read();
  const { searches, ids, uses, definition } = reader;
  const unknown = { parts: new Set<string>(), shown: [], tokens: new Set<string>() };
  return { searches, ids, uses: reader.isOpen ? [] : uses, ...unknown, definition };
}

class XmlSearches implements Omit<SimpleXml, 'parts' | 'shown' | 'tokens'> {
  readonly searches: DashboardSearch[] = [];
  readonly ids = new Set<string>();
  readonly uses: PlacedText[] = [];
  definition: Source | undefined;
  /** Whether searches may come from elsewhere: a panel is put into dashboards, a script makes what it likes. */
  isOpen = false;
  readonly #file: Source;
  readonly #open: Open[] = [];

  constructor(file: Source) {
    this.#file = file;
  }

  read(): void {
    const { text } = this.#file;
    for (let at = 0; at < text.length; ) {
      const tag = text[at] === '<' ? readStartTag(text, at) : null;
      if (tag !== null && /[A-Za-z_]/.test(tag.name[0]!)) {
        this.#begin(tag.name, tag.attributes, at, tag.end);
        if (tag.empty) this.#end(tag.name, tag.end);
        at = tag.end;
        continue;
      }
      section.lastIndex = at;
      const found = section.exec(text);
      if (found === null) {
        plain.lastIndex = at;
        const end = at + (plain.exec(text)?.[0].length ?? 1);
        this.#wanted()?.copy(this.#file, at, end);
        at = end;
        continue;
      }
      const [whole, data, closed] = found;
      const end = at + whole.length;
      if (data !== undefined) this.#wanted()?.copy(this.#file, at + 9, at + 9 + data.length);
      else if (closed !== undefined) this.#end(closed, at);
      else if (whole.startsWith('&')) this.#wanted()?.put(decodeXml(whole), this.#file, span(at, end));
      at = end;
    }
  }

  #wanted(): DerivedText | undefined {
    return this.#open.at(-1)?.text;
  }

  #begin(name: string, attributes: readonly XmlAttribute[], at: number, end: number): void {
    if (this.#open.length >= mostDepth) return;
    const isRoot = this.#open.length === 0;
    if (isRoot && (name === 'panel' || attributes.some((each) => each.name === 'script'))) this.isOpen = true;
    const isText = queries.has(name) || (name === 'definition' && this.#open.length === 1);
    this.#open.push({ name, attributes, text: isText ? new DerivedText() : undefined, start: end });
    if (name !== 'search') return;
    const id = attributeOf(attributes, 'id');
    const base = attributeOf(attributes, 'base');
    if (id !== undefined) this.ids.add(id);
    if (base === undefined || base.includes('$')) return;
    const tag = this.#file.text.slice(at, end);
    // As it is written it may have entities.
    const place = tag.indexOf(base, Math.max(0, tag.search(/\sbase\s*=/)) + 5);
    const written = place === -1 ? span(at, end) : span(at + place, at + place + base.length);
    this.uses.push({ text: base, at: { source: this.#file, span: written } });
  }

  /** An end tag that fits no open element is passed over; elements left open end with the one around them. */
  #end(name: string, at: number): void {
    const index = this.#open.findLastIndex((each) => each.name === name);
    if (index === -1) return;
    for (const each of this.#open.splice(index).reverse()) this.#closed(each, at);
  }

  #closed({ name, text, start }: Open, at: number): void {
    if (text === undefined || text.text().trim() === '') return;
    const where = { source: this.#file, span: span(start, at) };
    const source = text.toSource(`${this.#file.name}#${name}`, where);
    if (name === 'definition') {
      this.definition ??= source;
      return;
    }
    const around = this.#open.at(-1);
    const of = around?.name === 'search' ? around.attributes : [];
    this.searches.push({ id: attributeOf(of, 'id'), query: source, base: attributeOf(of, 'base') });
  }
}

function attributeOf(attributes: readonly XmlAttribute[], name: string): string | undefined {
  return attributes.find((each) => each.name === name)?.value;
}
