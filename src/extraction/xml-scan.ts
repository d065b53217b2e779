/** What a pass over XML meets. Positions are offsets into the scanned text; texts are still encoded. */
export interface XmlSink {
  /** A start tag; `attributes` is the text between the name and `>` or `/>`. */
  open(name: string, attributes: string, selfClosing: boolean): void;
  /** Character data between tags, CDATA included (`encoded` false). Blank text is passed on too. */
  text(text: string, encoded: boolean): void;
  close(name: string): void;
}

const blank = /\s/;

/**
 * Walks through the tags of a text from `from` to `to`, without a tree and without checks: a stray `<` is skipped, unclosed
 * and unopened elements are passed on as they are. Comments, declarations and processing instructions are left out.
 */
export function scanXml(text: string, from: number, to: number, sink: XmlSink): void {
  let at = from;
  while (at < to) {
    const tag = text.indexOf('<', at);
    if (tag < 0 || tag >= to) {
      sink.text(text.slice(at, to), true);
      return;
    }
    if (tag > at) sink.text(text.slice(at, tag), true);
    if (text.startsWith('<!--', tag)) at = after(text, '-->', tag + 4, to);
    else if (text.startsWith('<![CDATA[', tag)) {
      at = after(text, ']]>', tag + 9, to);
      sink.text(text.slice(tag + 9, text.startsWith(']]>', at - 3) ? at - 3 : at), false);
    } else if (text[tag + 1] === '?' || text[tag + 1] === '!') at = after(text, '>', tag + 2, to);
    else at = scanTag(text, tag, to, sink);
  }
}

function after(text: string, mark: string, from: number, to: number): number {
  const found = text.indexOf(mark, from);
  return found < 0 || found + mark.length > to ? to : found + mark.length;
}

function scanTag(text: string, tag: number, to: number, sink: XmlSink): number {
  const closing = text[tag + 1] === '/';
  const nameStart = tag + (closing ? 2 : 1);
  let nameEnd = nameStart;
  while (nameEnd < to && isNameCode(text.charCodeAt(nameEnd))) nameEnd++;
  if (nameEnd === nameStart) {
    sink.text('<', true);
    return tag + 1;
  }
  const end = tagEnd(text, nameEnd, to);
  const name = localName(text.slice(nameStart, nameEnd));
  if (closing) sink.close(name);
  else {
    const selfClosing = text[end - 1] === '/' && end - 1 >= nameEnd;
    sink.open(name, text.slice(nameEnd, selfClosing ? end - 1 : end), selfClosing);
  }
  return Math.min(end + 1, to);
}

/** Offset of the `>` of a tag; attribute values in quotes may hold one. */
export function tagEnd(text: string, from: number, to: number): number {
  let at = from;
  for (;;) {
    const end = text.indexOf('>', at);
    if (end < 0 || end >= to) return to;
    const quote = openQuote(text, at, end);
    if (quote === '') return end;
    // The `>` is inside an attribute value: go on behind its closing quote.
    const close = text.indexOf(quote, end + 1);
    if (close < 0 || close >= to) return to;
    at = close + 1;
  }
}

/** The quote that is open at `to`, when none is at `from`; empty when none is. */
function openQuote(text: string, from: number, to: number): string {
  for (let i = from; i < to; i++) {
    const code = text.charCodeAt(i);
    if (code !== 34 && code !== 39) continue;
    const quote = code === 34 ? '"' : "'";
    const close = text.indexOf(quote, i + 1);
    if (close < 0 || close >= to) return quote;
    i = close;
  }
  return '';
}

function isNameCode(code: number): boolean {
  return (
    (code >= 97 && code <= 122) ||
    (code >= 65 && code <= 90) ||
    (code >= 48 && code <= 58) ||
    code === 95 ||
    code === 45 ||
    code === 46 ||
    code > 127
  );
}

/** A name without its namespace prefix. */
export function localName(name: string): string {
  const colon = name.indexOf(':');
  return colon < 0 ? name : name.slice(colon + 1);
}

/** Name, still encoded value and its place for each attribute in the inside of a tag; both quote styles. */
export function forEachAttribute(
  attributes: string,
  each: (name: string, value: string, valueFrom: number) => void,
): void {
  let at = 0;
  while (at < attributes.length) {
    const equals = attributes.indexOf('=', at);
    if (equals < 0) return;
    let open = equals + 1;
    while (open < attributes.length && blank.test(attributes[open]!)) open++;
    const quote = attributes[open];
    if (quote !== '"' && quote !== "'") return;
    const close = attributes.indexOf(quote, open + 1);
    if (close < 0) return;
    each(attributes.slice(at, equals).trim(), attributes.slice(open + 1, close), open + 1);
    at = close + 1;
  }
}
