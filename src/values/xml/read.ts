import { decodeXml, readStartTag, type XmlAttribute } from './tag.js';

/** An element of an XML text; `children` holds elements and text in document order. */
export interface XmlElement {
  /** As written, with its prefix. */
  readonly name: string;
  readonly attributes: readonly XmlAttribute[];
  readonly children: readonly XmlNode[];
  /** What stands between the tags, as written. */
  readonly inner: string;
  readonly parent: XmlElement | null;
}
export type XmlNode = XmlElement | string;

/** Deeper nesting is refused. */
export const xmlDepth = 256;

interface OpenElement {
  readonly name: string;
  readonly attributes: readonly XmlAttribute[];
  readonly children: XmlNode[];
  inner: string;
  readonly parent: OpenElement | null;
  readonly innerStart: number;
}

const endTag = /<\/\s*([^\s<>]+)\s*>/y;

/**
 * Reads XML forgivingly and in linear time: end tags that fit no open element are passed over, elements left open end
 * with the text, several roots may follow each other. Only the five standard entities and character references are
 * resolved; declarations are skipped, so nothing can be defined or fetched. The result is a nameless element around
 * the roots, or null when the text has no element or is nested too deep.
 */
export function readXml(text: string): XmlElement | null {
  const root: OpenElement = { name: '', attributes: [], children: [], inner: text, parent: null, innerStart: 0 };
  let open = root;
  let depth = 0;
  let at = 0;
  while (at < text.length) {
    const next = text.indexOf('<', at);
    addText(open, decodeXml(next < 0 ? text.slice(at) : text.slice(at, next)));
    if (next < 0) break;
    const skipped = section(text, next);
    if (skipped !== null) {
      if (skipped.text !== null) addText(open, skipped.text);
      at = skipped.end;
      continue;
    }
    endTag.lastIndex = next;
    const end = endTag.exec(text);
    if (end !== null) {
      const match = openNamed(open, end[1]!);
      if (match !== null) {
        for (; open !== match; open = open.parent!, depth--) open.inner = text.slice(open.innerStart, next);
        open.inner = text.slice(open.innerStart, next);
        open = open.parent!;
        depth--;
      }
      at = endTag.lastIndex;
      continue;
    }
    const start = readStartTag(text, next);
    if (start === null) {
      addText(open, '<');
      at = next + 1;
      continue;
    }
    if (depth >= xmlDepth) return null;
    const element: OpenElement = {
      name: start.name,
      attributes: start.attributes,
      children: [],
      inner: '',
      parent: open,
      innerStart: start.end,
    };
    open.children.push(element as XmlElement);
    at = start.end;
    if (!start.empty) {
      open = element;
      depth++;
    }
  }
  for (; open !== root; open = open.parent!) open.inner = text.slice(open.innerStart);
  return root.children.some((child) => typeof child === 'object') ? (root as XmlElement) : null;
}

function addText(element: OpenElement, text: string): void {
  if (text === '') return;
  const last = element.children.length - 1;
  const before = element.children[last];
  if (typeof before === 'string') element.children[last] = before + text;
  else element.children.push(text);
}

/** A comment, CDATA section, declaration or processing instruction; `text` is what CDATA holds. */
function section(text: string, at: number): { readonly text: string | null; readonly end: number } | null {
  const kind = text.charCodeAt(at + 1);
  if (kind === 63) return { text: null, end: behind(text, '?>', at) };
  if (kind !== 33) return null;
  if (text.startsWith('<!--', at)) return { text: null, end: behind(text, '-->', at + 4) };
  if (text.startsWith('<![CDATA[', at)) {
    const end = text.indexOf(']]>', at);
    return end < 0 ? { text: text.slice(at + 9), end: text.length } : { text: text.slice(at + 9, end), end: end + 3 };
  }
  const close = text.indexOf('>', at);
  if (close < 0) return { text: null, end: text.length };
  const internalSubset = text.slice(at, close).includes('[');
  return { text: null, end: internalSubset ? behind(text, ']>', at) : close + 1 };
}

function behind(text: string, mark: string, from: number): number {
  const at = text.indexOf(mark, from);
  return at < 0 ? text.length : at + mark.length;
}

function openNamed(from: OpenElement, name: string): OpenElement | null {
  for (let element: OpenElement | null = from; element?.parent; element = element.parent) {
    if (element.name === name) return element;
  }
  return null;
}
