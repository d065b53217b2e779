export interface XmlAttribute {
  /** As written, with its prefix. */
  readonly name: string;
  readonly value: string;
}

export interface StartTag {
  readonly name: string;
  readonly attributes: readonly XmlAttribute[];
  /** `<a/>`. */
  readonly empty: boolean;
  /** Offset behind the tag. */
  readonly end: number;
}

const tagName = /<([^\s<>/!?="'][^\s<>/="']*)/y;
const word = /[^\s<>/="']+/y;
const bareValue = /[^\s<>"']*/y;
const blanks = /\s*/y;

/** The start tag at an offset, or null when none stands there; attributes may lack quotes or a value. */
export function readStartTag(text: string, offset: number): StartTag | null {
  const name = take(tagName, text, offset);
  if (name === null) return null;
  const attributes: XmlAttribute[] = [];
  let at = offset + name.length;
  for (;;) {
    at = skipBlanks(text, at);
    const char = text[at];
    if (char === undefined || char === '<') return null;
    if (char === '>') return { name: name.slice(1), attributes, empty: text[at - 1] === '/', end: at + 1 };
    if (char === '/' || char === '=') {
      at++;
      continue;
    }
    const key = take(word, text, at) ?? '';
    at = skipBlanks(text, at + key.length);
    if (key !== '') {
      if (text[at] !== '=') continue;
      at = skipBlanks(text, at + 1);
    }
    const quote = text[at];
    if (quote === '"' || quote === "'") {
      const close = text.indexOf(quote, at + 1);
      if (close < 0) return null;
      if (key !== '') attributes.push({ name: key, value: decodeXml(text.slice(at + 1, close)) });
      at = close + 1;
    } else {
      const value = take(bareValue, text, at) ?? '';
      attributes.push({ name: key, value: decodeXml(value) });
      at += value.length;
    }
  }
}

function skipBlanks(text: string, at: number): number {
  return at + (take(blanks, text, at)?.length ?? 0);
}

function take(pattern: RegExp, text: string, at: number): string | null {
  pattern.lastIndex = at;
  return pattern.exec(text)?.[0] ?? null;
}

const standard: ReadonlyMap<string, string> = new Map([
  ['lt', '<'],
  ['gt', '>'],
  ['amp', '&'],
  ['quot', '"'],
  ['apos', "'"],
]);

/** Text with the five standard entities and character references resolved; any other reference stays as written. */
export function decodeXml(text: string): string {
  if (!text.includes('&')) return text;
  return text.replace(/&(?:#(\d{1,7})|#x([0-9a-fA-F]{1,6})|(lt|gt|amp|quot|apos));/g, (whole, decimal, hex, name) => {
    if (name !== undefined) return standard.get(name)!;
    const code = decimal === undefined ? Number.parseInt(hex, 16) : Number(decimal);
    return code === 0 || code > 0x10ffff ? whole : String.fromCodePoint(code);
  });
}
