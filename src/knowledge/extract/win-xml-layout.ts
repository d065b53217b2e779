import { cleanXmlName } from '../../extraction/clean-name.js';
import { forEachAttribute } from '../../extraction/xml-scan.js';
import { multivalue, type Value } from '../../values/value.js';
import {
  attributeField,
  dataContent,
  dataField,
  elementContent,
  elementSpan,
  forEachElement,
} from './win-xml-elements.js';

/** Characters of a text that can have a layout, and of all texts of which layouts were made: they hold these. */
const maxText = 16_384;
const maxHeld = 4 << 20;
/** Layouts of events with one id: optional data makes several. */
const maxPerId = 16;
/** Texts of an id that may fail to have a known layout before it gets no more of them. */
const maxMisses = 64;
/** Ids come out of events. */
const maxIds = 2_048;

/** A place between the fixed parts of a text where a value stands. */
interface Hole {
  readonly kind: 'attribute' | 'element' | 'data';
  /** Empty: the value is of no field. */
  readonly field: string;
  readonly from: number;
  readonly to: number;
}

/** Attributes as Windows writes them: one blank in front of each, and nothing in the values that could be taken for a tag. */
const plainAttributes = /^(?: [\w:.-]+=(?:'[^'<>]*'|"[^"<>]*"))* ?$/;

const openAngle = 60;
const closeAngle = 62;

/**
 * The fixed parts of a Windows event, of which all events of an id have the same mostly, and where values stand between them. A
 * value ends at the `<` or quote with which the next part begins, so that texts with the same parts are read alike, whatever
 * their values are.
 */
class XmlLayout {
  readonly #parts: readonly string[];
  readonly #holes: readonly Hole[];
  /** Field → its holes, in the order of the text. */
  readonly #fields = new Map<string, number[]>();
  /** The hole of the id in `System`. */
  readonly #id: number | undefined;

  /** `raw`: a text of this layout. */
  constructor(raw: string, holes: readonly Hole[]) {
    this.#holes = holes;
    this.#parts = [...holes, undefined].map((hole, at) => raw.slice(holes[at - 1]?.to ?? 0, hole?.from));
    holes.forEach(({ field }, at) => {
      const known = this.#fields.get(field);
      if (known === undefined) this.#fields.set(field, [at]);
      else known.push(at);
    });
    this.#fields.delete('');
    const id = holes.findIndex(isId);
    this.#id = id < 0 ? undefined : id;
  }

  /** Where the values of a text end; undefined for one of another layout. */
  ends(raw: string): readonly number[] | undefined {
    const parts = this.#parts;
    const holes = this.#holes;
    const ends = new Array<number>(holes.length);
    let at = 0;
    let tag = 0;
    for (let hole = 0; hole < holes.length; hole++) {
      const part = parts[hole]!;
      const next = at + part.length;
      // Engines compare slices faster than they look whether a text starts with another.
      if (raw.slice(at, next) !== part) return undefined;
      at = next;
      if (tag < at) tag = raw.indexOf('<', at);
      if (tag < 0) return undefined;
      let end = tag;
      if (holes[hole]!.kind === 'attribute') {
        end = raw.indexOf(parts[hole + 1]![0]!, at);
        if (end < 0 || end > tag) return undefined;
      }
      ends[hole] = end;
      at = end;
    }
    const last = parts[holes.length]!;
    return raw.length === at + last.length && raw.slice(at) === last ? ends : undefined;
  }

  /** The holes of a field. */
  holes(field: string): readonly number[] | undefined {
    return this.#fields.get(field);
  }

  get allHoles(): readonly Hole[] {
    return this.#holes;
  }

  get id(): number | undefined {
    return this.#id;
  }

  /** The text of a value, still encoded; empty for none. */
  textAt(raw: string, ends: readonly number[], hole: number): string {
    const from = (hole === 0 ? 0 : ends[hole - 1]!) + this.#parts[hole]!.length;
    const text = raw.slice(from, ends[hole]);
    const { kind } = this.#holes[hole]!;
    if (kind === 'attribute') return text;
    return kind === 'data' ? dataContent(text) : elementContent(text);
  }
}

function isId({ kind, field }: Hole): boolean {
  return kind === 'element' && field === 'EventID';
}

/** A text by its layout. */
export class LaidOutText {
  readonly #raw: string;
  readonly #layout: XmlLayout;
  readonly #ends: readonly number[];

  constructor(raw: string, layout: XmlLayout, ends: readonly number[]) {
    this.#raw = raw;
    this.#layout = layout;
    this.#ends = ends;
  }

  /** A field of `System` or `EventData`. */
  get(field: string, decode: (text: string) => string): Value {
    const holes = this.#layout.holes(field);
    if (holes === undefined) return null;
    if (holes.length === 1) return this.#value(holes[0]!, decode);
    const values = holes.map((hole) => this.#value(hole, decode));
    return multivalue(values.filter((value) => value !== null));
  }

  /** The id of the event itself, whatever its data is called. */
  id(decode: (text: string) => string): Value {
    const { id } = this.#layout;
    return (id === undefined ? null : this.#value(id, decode)) ?? this.get('EventID', decode);
  }

  *fieldNames(): Iterable<string> {
    const seen = new Set(['']);
    for (const [hole, { field }] of this.#layout.allHoles.entries()) {
      if (seen.has(field) || this.#textAt(hole) === '') continue;
      seen.add(field);
      yield field;
    }
  }

  #value(hole: number, decode: (text: string) => string): string | null {
    const text = this.#textAt(hole);
    return text === '' ? null : decode(text);
  }

  #textAt(hole: number): string {
    return this.#layout.textAt(this.#raw, this.#ends, hole);
  }
}

/** What is known of the events of an id. */
interface KnownLayouts {
  /** The one that fitted last comes first. */
  readonly layouts: XmlLayout[];
  misses: number;
}

/** The layouts of the texts that were read so far; see {@link XmlLayout}. */
export class XmlLayouts {
  readonly #known = new Map<string, KnownLayouts>();
  #held = 0;

  /** A text by its layout, which it may be the first to have; null where it has to be read in another way. */
  of(raw: string): LaidOutText | null {
    if (raw.length > maxText) return null;
    const id = idIn(raw);
    let ofId = this.#known.get(id);
    if (ofId === undefined) {
      if (this.#known.size >= maxIds) return null;
      ofId = { layouts: [], misses: 0 };
      this.#known.set(id, ofId);
    }
    const { layouts } = ofId;
    for (let at = 0; at < layouts.length; at++) {
      const layout = layouts[at]!;
      const ends = layout.ends(raw);
      if (ends === undefined) continue;
      if (at > 0) {
        layouts.splice(at, 1);
        layouts.unshift(layout);
      }
      return new LaidOutText(raw, layout, ends);
    }
    if (layouts.length >= maxPerId || this.#held + raw.length > maxHeld || ofId.misses >= maxMisses) return null;
    ofId.misses++;
    const layout = layoutOf(raw);
    const ends = layout?.ends(raw);
    if (layout === undefined || ends === undefined) return null;
    this.#held += raw.length;
    layouts.unshift(layout);
    return new LaidOutText(raw, layout, ends);
  }
}

/** What tells layouts apart; events whose ids cannot be seen at a glance share theirs. */
function idIn(raw: string): string {
  const start = raw.indexOf('<EventID');
  const close = start < 0 ? -1 : raw.indexOf('>', start);
  const end = close < 0 ? -1 : raw.indexOf('<', close);
  return end < 0 || end - close > 8 ? '' : raw.slice(close + 1, end);
}

/** The layout of a text; undefined where its parts may be read in another way in other texts, or where it has other parts. */
function layoutOf(raw: string): XmlLayout | undefined {
  const system = elementSpan(raw, 'System', 0);
  if (system === null || !raw.startsWith('</System>', system.innerEnd)) return undefined;
  if (raw.lastIndexOf('<EventID', system.start) >= 0) return undefined;
  if (raw.includes('<UserData', system.end) || raw.includes('<RenderingInfo', system.end)) return undefined;
  const holes = systemHoles(raw, system.inner, system.innerEnd);
  if (holes === undefined || holes.filter(isId).length > 1) return undefined;
  const data = elementSpan(raw, 'EventData', system.end);
  if (data === null || data.inner === data.innerEnd) return new XmlLayout(raw, holes);
  const ofData = raw.startsWith('</EventData>', data.innerEnd) ? dataHoles(raw, data.inner, data.innerEnd) : undefined;
  return ofData === undefined ? undefined : new XmlLayout(raw, [...holes, ...ofData]);
}

function systemHoles(raw: string, from: number, to: number): readonly Hole[] | undefined {
  const holes: Hole[] = [];
  let plain = true;
  forEachElement(raw, from, to, (name, attributes, attributesFrom, textFrom, textTo) => {
    plain &&= plainAttributes.test(attributes) && isPlainText(raw, textFrom, textTo);
    if (!plain) return;
    forEachAttribute(attributes, (attribute, value, valueFrom) => {
      const at = attributesFrom + valueFrom;
      const field = attributeField(attribute);
      if (field !== '') holes.push({ kind: 'attribute', field, from: at, to: at + value.length });
    });
    if (!isText(raw, textFrom)) return;
    holes.push({ kind: 'element', field: cleanXmlName(name), from: textFrom, to: textTo });
  });
  return plain ? holes : undefined;
}

function dataHoles(raw: string, from: number, to: number): readonly Hole[] | undefined {
  const holes: Hole[] = [];
  let plain = true;
  forEachElement(raw, from, to, (_element, attributes, _from, textFrom, textTo) => {
    plain &&= isPlainText(raw, textFrom, textTo);
    if (!plain || !isText(raw, textFrom)) return;
    holes.push({ kind: 'data', field: dataField(attributes), from: textFrom, to: textTo });
  });
  return plain ? holes : undefined;
}

/** Whether a text stands behind a start tag, not behind an empty element. */
function isText(raw: string, from: number): boolean {
  return raw.charCodeAt(from - 1) === closeAngle;
}

function isPlainText(raw: string, from: number, to: number): boolean {
  return !isText(raw, from) || (raw.charCodeAt(to) === openAngle && raw.indexOf('<', from) === to);
}
