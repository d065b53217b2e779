import { cleanXmlName } from '../../extraction/clean-name.js';
import { FieldBag } from '../../extraction/field-bag.js';
import { forEachAttribute, scanXml } from '../../extraction/xml-scan.js';
import type { FieldSource } from '../../values/event.js';
import type { Value } from '../../values/value.js';
import { decodeXml } from '../../values/xml/tag.js';
import {
  attributeField,
  dataContent,
  dataField,
  type ElementSpan,
  elementContent,
  elementSpan,
  forEachElement,
} from './win-xml-elements.js';
import type { LaidOutText, XmlLayouts } from './win-xml-layout.js';

/** How fields are read out of the XML of Windows events. */
export interface WinXmlOptions {
  /** Splunk leaves entities encoded at search time; we decode them so that text matches, unless told otherwise. */
  readonly entities?: 'decoded' | 'kept';
  /** Layouts that texts share; without them each is looked through by itself. */
  readonly layouts?: XmlLayouts | undefined;
}

const plainId = /<EventID(?: Qualifiers=(?:'\d*'|"\d*"))?>(\d+)<\/EventID>/y;

/** Children of System that hold text only and occur once. */
const plainSystemElements: ReadonlySet<string> = new Set(['EventID', 'Channel', 'Computer', 'EventRecordID']);

/**
 * Parts of the event that are kept as text, without their own tags, and the element each comes from (spl-core 6.4): published searches
 * run `spath` over `UserData_Xml` and find `RuleAndFileData.*` at its top.
 */
const fragments: ReadonlyMap<string, string> = new Map([
  ['System_Props_Xml', 'System'],
  ['EventData_Xml', 'EventData'],
  ['UserData_Xml', 'UserData'],
  ['RenderingInfo_Xml', 'RenderingInfo'],
]);

/**
 * A Windows event in XML (spl-core 6.4; Sysmon for Linux too, where a syslog header may stand in front): children and
 * attributes of `System`, `EventData/Data` by name, leaves of `UserData`, and what `RenderingInfo` adds. A repeated name becomes a
 * multivalue, an empty element no field. The input need not be well formed.
 *
 * Reading is lazy in two steps: `System` first, which decides for most rules, the rest only for a field that needs it.
 */
export class WinXmlFields implements FieldSource {
  readonly #raw: string;
  readonly #decode: (text: string) => string;
  readonly #options: WinXmlOptions;
  #system: FieldBag | undefined;
  #systemEnd = 0;
  #all: FieldBag | undefined;
  #encoded: WinXmlFields | undefined;
  #layout: LaidOutText | null | undefined;

  constructor(raw: string, options: WinXmlOptions = {}) {
    this.#raw = raw;
    this.#options = options;
    this.#decode = options.entities === 'kept' ? (text) => text : decodeXml;
  }

  get(field: string): Value {
    // The alias on which every rule depends is there even without source definitions.
    if (field === 'EventCode') return this.#id();
    const fragment = fragments.get(field);
    if (fragment !== undefined) return contentOf(this.#raw, fragment);
    if (this.#all !== undefined) return this.#all.get(field);
    if (this.#layout === undefined && plainSystemElements.has(field)) {
      const text = this.#systemText(field);
      if (text !== undefined) return text;
    }
    const layout = this.#laidOut();
    if (layout !== null) return layout.get(field, this.#decode);
    const literal = literalIn(field);
    if (literal === undefined || (this.#system === undefined && !this.#raw.includes(literal))) return null;
    const system = this.#readSystem();
    if (!this.#raw.includes(literal, this.#systemEnd)) return system.get(field);
    return this.#readAll().get(field);
  }

  /** The field as Splunk has it, with entities as written (`&gt;`): some searches look for them. */
  encoded(field: string): Value {
    if (this.#options.entities === 'kept' || !this.#raw.includes('&')) return this.get(field);
    this.#encoded ??= new WinXmlFields(this.#raw, { entities: 'kept', layouts: this.#options.layouts });
    return this.#encoded.get(field);
  }

  *fieldNames(): Iterable<string> {
    yield* (this.#laidOut() ?? this.#readAll()).fieldNames();
    if (this.#id() !== null) yield 'EventCode';
    for (const [field, element] of fragments) if (contentOf(this.#raw, element) !== null) yield field;
  }

  /** The id of the event itself, whatever its data is called. */
  #id(): Value {
    if (this.#layout) return this.#layout.id(this.#decode);
    // The commonest question of all: answered without reading anything else where the text is as Windows writes it.
    const start = this.#system === undefined ? this.#raw.indexOf('<EventID') : -1;
    if (start >= 0 && this.#raw.lastIndexOf('<System', start) >= 0) {
      plainId.lastIndex = start;
      const match = plainId.exec(this.#raw);
      if (match !== null) return match[1]!;
    }
    return this.#readSystem().get('EventID') ?? this.#readAll().get('EventID');
  }

  /** A child of System without reading the others; undefined where the text is not plain or the name occurs again. */
  #systemText(field: string): string | undefined {
    const raw = this.#raw;
    let start = raw.indexOf(`<${field}`);
    if (start < 0) return undefined;
    let from = start + field.length + 2;
    if (raw.charCodeAt(from - 1) !== 62) {
      // `<EventID Qualifiers='0'>`: an attribute without a text of its own in the way.
      start = from;
      from = raw.indexOf('>', from) + 1;
      if (field !== 'EventID' || from === 0) return undefined;
    }
    const end = raw.indexOf('<', from);
    if (end <= from || !raw.startsWith(`</${field}>`, end)) return undefined;
    const text = raw.slice(from, end);
    const close = raw.indexOf('</System>', end);
    if (close < 0 || raw.lastIndexOf('<System', start) < 0 || text.includes('&') || text.trim() === '')
      return undefined;
    return raw.includes(field, close) ? undefined : text;
  }

  /** The text by its layout; null where it has none that is known. */
  #laidOut(): LaidOutText | null {
    if (this.#layout === undefined) this.#layout = this.#options.layouts?.of(this.#raw) ?? null;
    return this.#layout;
  }

  #readSystem(): FieldBag {
    if (this.#system !== undefined) return this.#system;
    const bag = new FieldBag();
    const span = elementSpan(this.#raw, 'System', 0);
    if (span !== null) {
      this.#systemEnd = span.end;
      readSystem(this.#raw, span.inner, span.innerEnd, this.#decode, bag);
    }
    this.#system = bag;
    return bag;
  }

  #readAll(): FieldBag {
    if (this.#all !== undefined) return this.#all;
    const raw = this.#raw;
    const bag = this.#readSystem().copy();
    const hasSystem = bag.size > 0;
    const eventData = elementSpan(raw, 'EventData', this.#systemEnd);
    if (eventData !== null) readEventData(raw, eventData.inner, eventData.innerEnd, this.#decode, bag);
    const userData = elementSpan(raw, 'UserData', this.#systemEnd);
    if (userData !== null) readLeaves(raw, userData, this.#options.entities === 'kept', bag, hasSystem);
    const rendering = elementSpan(raw, 'RenderingInfo', this.#systemEnd);
    if (rendering !== null) {
      // Codes of System stay what they are; the rendered texts fill in what System does not have.
      const rendered = new FieldBag();
      readLeaves(raw, rendering, this.#options.entities === 'kept', rendered);
      bag.addMissing(rendered);
    }
    this.#all = bag;
    return bag;
  }
}

const maxRemembered = 4_096;
const literals = new Map<string, string | null>();

/** What names come from cleaning. */
const cleanName = /^[A-Za-z0-9_]*$/;

/**
 * What a text must contain to have a field of this name: cleaning writes only underscores, the rest of a name is literal. Undefined for a
 * name that no text gives.
 */
function literalIn(field: string): string | undefined {
  let literal = literals.get(field);
  if (literal === undefined) {
    // Names may come out of events.
    if (literals.size >= maxRemembered) literals.clear();
    const parts = cleanName.test(field) ? field.split('_') : [];
    literal = parts.reduce<string | null>(
      (best, part) => (best === null || part.length > best.length ? part : best),
      null,
    );
    literals.set(field, literal);
  }
  return literal ?? undefined;
}

function contentOf(raw: string, name: string): string | null {
  const span = elementSpan(raw, name, 0);
  const content = span === null ? '' : raw.slice(span.inner, span.innerEnd);
  return content.trim() === '' ? null : content;
}

type Decode = (text: string) => string;

function readSystem(raw: string, from: number, to: number, decode: Decode, bag: FieldBag): void {
  forEachElement(raw, from, to, (name, attributes, _from, textFrom, textTo) => {
    if (attributes !== '') {
      forEachAttribute(attributes, (attribute, value) => {
        const field = value === '' ? '' : attributeField(attribute);
        if (field !== '') bag.add(field, decode(value));
      });
    }
    const text = elementContent(raw.slice(textFrom, textTo));
    if (text !== '') bag.add(cleanXmlName(name), decode(text));
  });
}

function readEventData(raw: string, from: number, to: number, decode: Decode, bag: FieldBag): void {
  forEachElement(raw, from, to, (_element, attributes, _from, textFrom, textTo) => {
    // Data without a name is to be had from EventData_Xml only.
    const field = dataField(attributes);
    if (field === '') return;
    const value = dataContent(raw.slice(textFrom, textTo));
    if (value !== '') bag.add(field, decode(value));
  });
}

/** Elements below a part that hold text only, under their local names. */
function readLeaves(raw: string, span: ElementSpan, keepEntities: boolean, bag: FieldBag, skipId = false): void {
  let element: string | undefined;
  let text = '';
  scanXml(raw, span.inner, span.innerEnd, {
    open(name, _attributes, selfClosing) {
      element = selfClosing ? undefined : name;
      text = '';
    },
    text(part, encoded) {
      if (element !== undefined) text += encoded && !keepEntities ? decodeXml(part) : part;
    },
    close(name) {
      // Failure reports repeat the id of the event they are about; the event's own id stays single.
      if (element === name && text.trim() !== '' && !(skipId && name === 'EventID')) bag.add(cleanXmlName(name), text);
      element = undefined;
      text = '';
    },
  });
}
