import type { JsonMember, JsonNode, JsonScalar } from './node.js';

/** Why a text is no JSON, and the offset at which that showed. */
export interface JsonFault {
  readonly kind: 'fault';
  readonly offset: number;
  readonly message: string;
}

/** Deeper nesting is refused, so that no walk over a tree can exhaust the stack. */
export const jsonDepth = 512;

/**
 * Reads one JSON value in linear time; nothing but blanks may surround it. It accepts exactly what the JSON grammar
 * does, up to {@link jsonDepth} levels, and never throws.
 */
export function readJson(text: string): JsonNode | JsonFault {
  return new Reader(text).document();
}

const number = /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?/y;
const unicodeEscape = /[0-9a-fA-F]{4}/y;
const literals: ReadonlyMap<number, readonly [string, 'boolean' | 'null']> = new Map([
  [116, ['true', 'boolean']],
  [102, ['false', 'boolean']],
  [110, ['null', 'null']],
]);

class Reader {
  readonly #text: string;
  #at = 0;
  #fault: JsonFault | null = null;

  constructor(text: string) {
    this.#text = text;
  }

  document(): JsonNode | JsonFault {
    const node = this.#value(0);
    if (node === null) return this.#fault!;
    if (this.#peek() === -1) return node;
    this.#fail('Text follows the JSON value.');
    return this.#fault!;
  }

  #fail(message: string, offset = this.#at): null {
    this.#fault ??= { kind: 'fault', offset, message };
    return null;
  }

  /** Skips blanks; the code of the next character, or -1 at the end. */
  #peek(): number {
    const text = this.#text;
    while (this.#at < text.length) {
      const code = text.charCodeAt(this.#at);
      if (code !== 32 && code !== 10 && code !== 13 && code !== 9) return code;
      this.#at++;
    }
    return -1;
  }

  #value(depth: number): JsonNode | null {
    const code = this.#peek();
    if (code === 34) return this.#string();
    if (code === 123 || code === 91) {
      if (depth >= jsonDepth) return this.#fail(`Nested deeper than ${jsonDepth} levels.`);
      this.#at++;
      return code === 123 ? this.#object(depth + 1) : this.#array(depth + 1);
    }
    if (code === 45 || (code >= 48 && code <= 57)) return this.#number();
    const literal = literals.get(code);
    if (literal?.[0] && this.#text.startsWith(literal[0], this.#at)) {
      const [source, kind] = literal;
      this.#at += source.length;
      return { kind, text: source, source, end: this.#at };
    }
    return this.#fail(code === -1 ? 'The text ends where a value should stand.' : 'A value should stand here.');
  }

  #object(depth: number): JsonNode | null {
    const members: JsonMember[] = [];
    if (this.#peek() === 125) {
      this.#at++;
      return { kind: 'object', members };
    }
    for (;;) {
      if (this.#peek() !== 34) return this.#fail('A key in double quotes should stand here.');
      const key = this.#string();
      if (key === null) return null;
      if (this.#peek() !== 58) return this.#fail('A colon should follow the key.');
      this.#at++;
      const value = this.#value(depth);
      if (value === null) return null;
      members.push({ name: key.text, source: key.source, value });
      const next = this.#peek();
      if (next !== 44 && next !== 125) return this.#fail('A comma or } should stand here.');
      this.#at++;
      if (next === 125) return { kind: 'object', members };
    }
  }

  #array(depth: number): JsonNode | null {
    const items: JsonNode[] = [];
    if (this.#peek() === 93) {
      this.#at++;
      return { kind: 'array', items };
    }
    for (;;) {
      const value = this.#value(depth);
      if (value === null) return null;
      items.push(value);
      const next = this.#peek();
      if (next !== 44 && next !== 93) return this.#fail('A comma or ] should stand here.');
      this.#at++;
      if (next === 93) return { kind: 'array', items };
    }
  }

  #string(): JsonScalar | null {
    const text = this.#text;
    const start = this.#at;
    let escaped = false;
    for (let at = start + 1; at < text.length; at++) {
      const code = text.charCodeAt(at);
      if (code === 34) {
        this.#at = at + 1;
        const source = text.slice(start, at + 1);
        const plain = escaped ? (JSON.parse(source) as string) : text.slice(start + 1, at);
        return { kind: 'string', text: plain, source, end: at + 1 };
      }
      if (code < 32) return this.#fail('A control character stands unescaped in a string.', at);
      if (code === 92) {
        escaped = true;
        at++;
        const next = text[at] ?? '';
        if (next === 'u') {
          unicodeEscape.lastIndex = at + 1;
          if (!unicodeEscape.test(text)) return this.#fail('An escape in a string is not valid.', at - 1);
          at += 4;
        } else if (next === '' || !'"\\/bfnrt'.includes(next)) {
          return this.#fail('An escape in a string is not valid.', at - 1);
        }
      }
    }
    return this.#fail('A string is not closed.', start);
  }

  #number(): JsonScalar | null {
    number.lastIndex = this.#at;
    const match = number.exec(this.#text);
    if (match === null) return this.#fail('A number is not complete.');
    this.#at += match[0].length;
    return { kind: 'number', text: match[0], source: match[0], end: this.#at };
  }
}
