import { Scalar } from 'yaml';
import type { Source } from '../source/source.js';
import { span } from '../source/span.js';
import type { ContentEntry, ContentList, ContentMap, ContentNode, ContentScalar } from './node.js';
import { decodeBlock } from './yaml-block-scalar.js';
import { decodeDoubleQuoted, decodeSingleQuoted } from './yaml-flow-scalar.js';

/** Thrown inside, to leave a text to the YAML library. */
class Unusual extends Error {}

/** A value, and where the line it ends on ends: what stands around it goes on there. */
interface Read<N extends ContentNode = ContentNode> {
  readonly node: N;
  readonly end: number;
}

const key = /([A-Za-z_][\w.-]*):(?=[ \n]|$)/y;
const wordKey = /^(?:true|false|null)$/i;
/** First characters that mean something else than a plain text. */
const indicators = new Set('&*!?%@`,]}#:');
/** Characters behind a backslash that stand for one other character. */
const escapes = new Set('0abtnvfre "/\\\n');
/** Numbers in forms that are rare, left to the library. */
const numberLike = /^[-+]?[.0-9][0-9]*(?:\.[0-9]*)?(?:e[-+]?[0-9]+)?$|^0[ox]|^[-+]?\.(?:inf|nan)$/i;
const mostNodes = 5_000;
const mostDepth = 20;

/**
 * Reads a file in the plain form of YAML that nearly all content has: block mappings and lists with names as keys, and scalars of all five
 * styles. Takes a tenth of the time of the YAML library, and gives what it would give, places included. Everything else, and everything
 * that is wrong, is left to the library: undefined.
 */
export function quickYaml(file: Source): ContentMap | undefined {
  if (/[\0-\x09\x0b-\x1f\x7f\ufeff]/.test(file.text)) return undefined;
  try {
    return new QuickReader(file).file();
  } catch (error) {
    if (error instanceof Unusual) return undefined;
    throw error;
  }
}

class QuickReader {
  readonly #file: Source;
  readonly #text: string;
  #at = 0;
  #nodes = 0;

  constructor(file: Source) {
    this.#file = file;
    this.#text = file.text;
  }

  file(): ContentMap {
    // Comments before the first key, such as the line that names a schema for editors.
    while (this.#text[this.#at] === '#') this.#at = this.#lineEnd(this.#at);
    this.#skipBlank();
    if (this.#at >= this.#text.length) throw new Unusual();
    const { node } = this.#map(this.#at, 0, 0);
    if (this.#at < this.#text.length) throw new Unusual();
    return node;
  }

  /** Where the next line begins. */
  #lineEnd(from: number): number {
    const feed = this.#text.indexOf('\n', from);
    return feed === -1 ? this.#text.length : feed + 1;
  }

  /** Goes to the next line that says something. */
  #skipBlank(): void {
    for (;;) {
      const content = this.#contentOf(this.#at);
      if (content < this.#text.length && this.#text[content] !== '\n') return;
      if (content >= this.#text.length) {
        this.#at = this.#text.length;
        return;
      }
      this.#at = content + 1;
    }
  }

  /** Where the text of a line begins, behind its blanks. */
  #contentOf(line: number): number {
    let at = line;
    while (this.#text[at] === ' ') at++;
    return at;
  }

  #spend(depth: number): void {
    if (++this.#nodes > mostNodes || depth > mostDepth) throw new Unusual();
  }

  /** A mapping whose first key stands at `first` and all of whose keys stand in the column `indent`. */
  #map(first: number, indent: number, depth: number): Read<ContentMap> {
    this.#spend(depth);
    const entries = new Map<string, ContentEntry>();
    let end = first;
    for (let at = first; ; ) {
      key.lastIndex = at;
      const name = key.exec(this.#text)?.[1];
      if (name === undefined || entries.has(name) || wordKey.test(name)) throw new Unusual();
      this.#spend(depth);
      const keySpan = span(at, at + name.length);
      const value = this.#value(keySpan.end + 1, indent, depth + 1);
      entries.set(name, { key: keySpan, value: value.node });
      end = value.end;
      this.#skipBlank();
      const next = this.#contentOf(this.#at);
      if (next >= this.#text.length || next - this.#at < indent) break;
      if (next - this.#at > indent) throw new Unusual();
      at = next;
    }
    return { node: { kind: 'map', entries, span: span(first, end) }, end };
  }

  /** What stands behind the colon of a key in the column `indent`. */
  #value(from: number, indent: number, depth: number): Read {
    const start = this.#contentOf(from);
    const first = this.#text[start];
    if (first !== undefined && first !== '\n') return this.#scalarOrEmpty(start, indent, depth);
    const line = this.#lineEnd(start);
    this.#at = line;
    this.#skipBlank();
    const next = this.#contentOf(this.#at);
    const column = next - this.#at;
    const isItem = this.#text.startsWith('- ', next);
    if (next < this.#text.length && isItem && column >= indent) return this.#list(next, column, depth);
    if (next < this.#text.length && column > indent) {
      key.lastIndex = next;
      if (key.test(this.#text)) return this.#map(next, column, depth);
      if ('|>[{'.includes(this.#text[next]!)) throw new Unusual();
      return this.#scalarOrEmpty(next, indent, depth);
    }
    this.#spend(depth);
    return { node: { kind: 'scalar', value: null, text: '', span: span(start, start) }, end: start };
  }

  /** A list whose first dash stands at `first`, all in the column `indent`. */
  #list(first: number, indent: number, depth: number): Read<ContentList> {
    this.#spend(depth);
    const items: ContentNode[] = [];
    let end = first;
    for (let at = first; ; ) {
      if (!this.#text.startsWith('- ', at)) throw new Unusual();
      const start = this.#contentOf(at + 1);
      key.lastIndex = start;
      const item = key.test(this.#text)
        ? this.#map(start, indent + start - at, depth + 1)
        : this.#scalarOrEmpty(start, indent, depth + 1);
      items.push(item.node);
      end = item.end;
      this.#skipBlank();
      const next = this.#contentOf(this.#at);
      if (next >= this.#text.length || next - this.#at < indent) break;
      if (next - this.#at > indent) throw new Unusual();
      // A list may stand in the column of the key it belongs to, and the next key there, too.
      if (!this.#text.startsWith('- ', next)) break;
      at = next;
    }
    return { node: { kind: 'list', items, span: span(first, end) }, end };
  }

  #scalarOrEmpty(start: number, indent: number, depth: number): Read {
    this.#spend(depth);
    const first = this.#text[start];
    switch (first) {
      case undefined:
      case '\n':
        throw new Unusual();
      case '[':
      case '{': {
        const end = this.#closed(start + 2);
        if (this.#text[start + 1] !== (first === '[' ? ']' : '}')) throw new Unusual();
        const at = span(start, start + 2);
        return {
          node: first === '[' ? { kind: 'list', items: [], span: at } : { kind: 'map', entries: new Map(), span: at },
          end,
        };
      }
      case '|':
      case '>':
        return this.#block(start, indent);
      case "'":
      case '"':
        return this.#quoted(start, indent, first);
      default:
        return this.#plain(start, indent);
    }
  }

  /** Goes to the next line when nothing but blanks is left on this one. */
  #closed(from: number): number {
    const rest = this.#contentOf(from);
    if (rest < this.#text.length && this.#text[rest] !== '\n') throw new Unusual();
    this.#at = Math.min(rest + 1, this.#text.length);
    return this.#at;
  }

  #scalar(
    value: string,
    type: Scalar.Type,
    start: number,
    stop: number,
    end: number,
    indent?: number,
  ): Read<ContentScalar> {
    const yaml = new Scalar(value);
    yaml.type = type;
    yaml.range = [start, stop, end];
    // The one thing about its token that is asked later: where the block's owner stands.
    if (indent !== undefined) yaml.srcToken = { type: 'block-scalar', indent, offset: start, props: [], source: '' };
    return { node: { kind: 'scalar', value, text: value, span: span(start, stop), yaml }, end };
  }

  /** `|`, `|-`, `>` and `>-`, whose lines all stand deeper than their owner. */
  #block(start: number, indent: number): Read {
    const headEnd = this.#lineEnd(start);
    const head = this.#text.slice(start, headEnd);
    if (!/^[|>]-?\n$/.test(head)) throw new Unusual();
    let stop = headEnd;
    let column: number | undefined;
    for (let line = headEnd; line < this.#text.length; line = this.#lineEnd(line)) {
      const content = this.#contentOf(line);
      const isBlank = content >= this.#text.length || this.#text[content] === '\n';
      const width = content - line;
      if (isBlank) {
        if (column === undefined || width > column) throw new Unusual();
        continue;
      }
      column ??= width;
      if (column <= indent) throw new Unusual();
      if (width < column) {
        if (width > indent) throw new Unusual();
        break;
      }
      stop = this.#lineEnd(line);
    }
    if (column === undefined) throw new Unusual();
    this.#at = stop;
    const value = decodeBlock(this.#file, span(start, stop), indent)?.text();
    if (value === undefined) throw new Unusual();
    return this.#scalar(value, head[0] === '|' ? Scalar.BLOCK_LITERAL : Scalar.BLOCK_FOLDED, start, stop, stop, indent);
  }

  #quoted(start: number, indent: number, quote: "'" | '"'): Read {
    const text = this.#text;
    let stop = start + 1;
    for (; ; stop++) {
      const char = text[stop];
      if (char === undefined) throw new Unusual();
      if (char === '\n') {
        const content = this.#contentOf(stop + 1);
        if (text[content] !== '\n' && content - stop - 1 <= indent) throw new Unusual();
      } else if (char === '\\' && quote === '"') {
        if (!escapes.has(text[stop + 1] ?? '')) throw new Unusual();
        if (text[stop + 1] !== '\n') stop++;
      } else if (char === quote) {
        if (quote === '"' || text[stop + 1] !== "'") break;
        stop++;
      }
    }
    stop++;
    const inner = text.slice(start + 1, stop - 1);
    const end = this.#closed(stop);
    const isSimple = !inner.includes('\n') && !inner.includes(quote === '"' ? '\\' : "'");
    const at = span(start, stop);
    const decoded = quote === '"' ? decodeDoubleQuoted : decodeSingleQuoted;
    const value = isSimple ? inner : decoded(this.#file, at)?.text();
    if (value === undefined) throw new Unusual();
    return this.#scalar(value, quote === '"' ? Scalar.QUOTE_DOUBLE : Scalar.QUOTE_SINGLE, start, stop, end);
  }

  #plain(start: number, indent: number): Read {
    const text = this.#text;
    if (indicators.has(text[start]!) || /^(?:-(?:[ \n]|$)|---|\.\.\.)/.test(text.slice(start, start + 3)))
      throw new Unusual();
    let value = '';
    let stop = start;
    let feeds = 0;
    let lines = 0;
    for (let content = start; ; lines++) {
      const lineEnd = this.#lineEnd(content);
      const raw = text.slice(content, text[lineEnd - 1] === '\n' ? lineEnd - 1 : lineEnd);
      const line = raw.trimEnd();
      if (line.length !== raw.replace(/ +$/, '').length || /: |:$| #/.test(line)) throw new Unusual();
      value += lines === 0 ? line : (feeds > 0 ? '\n'.repeat(feeds) : ' ') + line;
      stop = content + line.length;
      this.#at = lineEnd;
      const blanks = this.#at;
      this.#skipBlank();
      const next = this.#contentOf(this.#at);
      if (next >= text.length || next - this.#at <= indent) break;
      if (text[next] === '#' || /^[-?:](?: |\n|$)/.test(text.slice(next, next + 2))) throw new Unusual();
      feeds = 0;
      for (let at = blanks; at < this.#at; at++) if (text[at] === '\n') feeds++;
      content = next;
    }
    const end = Math.min(this.#lineEnd(stop), text.length);
    return lines > 0 ? this.#scalar(value, Scalar.PLAIN, start, stop, end) : this.#typed(value, start, stop, end);
  }

  /** A plain text on one line is a number, true, false or nothing where it looks like it (YAML 1.2, core schema). */
  #typed(text: string, start: number, stop: number, end: number): Read {
    const read = this.#scalar(text, Scalar.PLAIN, start, stop, end);
    const at = span(start, stop);
    if (/^(?:~|null|Null|NULL)$/.test(text)) return { node: { kind: 'scalar', value: null, text: '', span: at }, end };
    let value: number | boolean;
    if (/^(?:true|True|TRUE|false|False|FALSE)$/.test(text)) value = text[0] === 't' || text[0] === 'T';
    else if (/^[-+]?[0-9]{1,15}$/.test(text) || /^[-+]?(?:[0-9]{1,9}\.[0-9]{1,6})$/.test(text)) value = Number(text);
    else if (numberLike.test(text)) throw new Unusual();
    else return read;
    const yaml = new Scalar<unknown>(value);
    yaml.type = Scalar.PLAIN;
    yaml.range = [start, stop, end];
    yaml.source = text;
    return { node: { kind: 'scalar', value, text, span: at, yaml }, end };
  }
}
