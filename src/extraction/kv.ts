import { defaultLimits } from '../values/limits.js';
import { cleanKey } from './clean-name.js';
import { FieldBag } from './field-bag.js';

export interface KvOptions {
  /** Set of characters between pairs (`pairdelim`); without it a value ends at a blank, comma, `;`, `&` or `|`. */
  readonly pairDelimiters?: string;
  /** Set of characters between name and value (`kvdelim`); `=` when absent. */
  readonly kvDelimiters?: string;
  /** Whether a pair whose unquoted value holds a key delimiter is left out. */
  readonly plainValues?: boolean;
  /** Whether `\"` and `\\` count inside quoted values: KV_MODE=auto_escaped. */
  readonly escaped?: boolean;
  /** Whether names are cleaned (`clean_keys`); on when absent. */
  readonly cleanKeys?: boolean;
  /** What a repeated name does: the first value stays, or it becomes a multivalue (`mv_add`). */
  readonly repeated?: 'first' | 'all';
  /** Fields to make at most. */
  readonly fields?: number;
  /** Characters to look at. */
  readonly characters?: number;
  /** Values that stand for others; null: for no value (`-`). */
  readonly replace?: ReadonlyMap<string, string | null>;
}

/**
 * `name=value` pairs of a text (KV_MODE=auto and the `extract` command; spl-core 6.3, spl-commands 7.4). A quoted value is
 * kept whole, an unquoted one ends at a delimiter; `a=` is no field, `a=""` is an empty one; `f=a=b` is `a=b`.
 */
export function kvFields(raw: string, options: KvOptions = {}): FieldBag {
  const limit = options.characters ?? defaultLimits.kvCharacters;
  const text = raw.length > limit ? raw.slice(0, limit) : raw;
  const sink = new PairSink(options);
  if (options.pairDelimiters === undefined) automaticPairs(text, options, sink);
  else delimitedPairs(text, options.pairDelimiters, options.kvDelimiters ?? '=', options.escaped === true, sink);
  return sink.bag;
}

class PairSink {
  readonly bag = new FieldBag();
  readonly #clean: boolean;
  readonly #all: boolean;
  readonly #fields: number;
  readonly #replace: ReadonlyMap<string, string | null> | undefined;
  /** Characters that an unquoted value must not hold. */
  readonly #excluded: string;

  constructor(options: KvOptions) {
    this.#excluded = options.plainValues === true ? (options.kvDelimiters ?? '=') : '';
    this.#clean = options.cleanKeys !== false;
    this.#all = options.repeated === 'all';
    this.#fields = options.fields ?? defaultLimits.kvFields;
    this.#replace = options.replace;
  }

  add(key: string, text: string): void {
    const name = this.#clean ? cleanKey(key) : key;
    const replaced = this.#replace?.get(text);
    if (name === '' || replaced === null) return;
    const value = replaced ?? text;
    if (this.full && !this.bag.has(name)) return;
    if (this.#all) this.bag.add(name, value);
    else this.bag.addFirst(name, value);
  }

  /** A value that was not in quotes. */
  addUnquoted(key: string, text: string): void {
    if (this.#excluded === '' || nextOf(text, this.#excluded, 0) < 0) this.add(key, text);
  }

  get full(): boolean {
    return this.bag.size >= this.#fields;
  }
}

function isKeyCode(code: number): boolean {
  return (
    (code >= 97 && code <= 122) ||
    (code >= 65 && code <= 90) ||
    (code >= 48 && code <= 57) ||
    code === 95 ||
    code === 45 ||
    code === 46
  );
}

function endsValue(code: number): boolean {
  // Blank and control characters, comma, semicolon, ampersand, bar.
  return code <= 32 || code === 44 || code === 59 || code === 38 || code === 124;
}

function automaticPairs(text: string, options: KvOptions, sink: PairSink): void {
  const delimiters = options.kvDelimiters ?? '=';
  let done = 0;
  for (let at = nextOf(text, delimiters, 0); at >= 0 && !sink.full; ) {
    let keyStart = at;
    while (keyStart > done && isKeyCode(text.charCodeAt(keyStart - 1))) keyStart--;
    let end = at + 1;
    if (keyStart < at) {
      if (text.charCodeAt(end) === 34) {
        const close = closingQuote(text, end + 1, options.escaped === true);
        sink.add(text.slice(keyStart, at), unescapeQuoted(text.slice(end + 1, close), options.escaped === true));
        end = Math.min(close + 1, text.length);
      } else {
        while (end < text.length && !endsValue(text.charCodeAt(end))) end++;
        if (end > at + 1) sink.addUnquoted(text.slice(keyStart, at), text.slice(at + 1, end));
      }
    }
    done = end;
    at = nextOf(text, delimiters, end);
  }
}

function nextOf(text: string, characters: string, from: number): number {
  if (characters.length === 1) return text.indexOf(characters, from);
  for (let i = from; i < text.length; i++) if (characters.includes(text[i]!)) return i;
  return -1;
}

/** Index of the quote that ends the value, or the length of the text. */
function closingQuote(text: string, from: number, escaped: boolean): number {
  for (let i = from; i < text.length; i++) {
    const code = text.charCodeAt(i);
    if (code === 34) return i;
    if (escaped && code === 92) i++;
  }
  return text.length;
}

function unescapeQuoted(text: string, escaped: boolean): string {
  return escaped && text.includes('\\') ? text.replace(/\\(["\\])/g, '$1') : text;
}

function delimitedPairs(text: string, pairs: string, delimiters: string, escaped: boolean, sink: PairSink): void {
  let start = 0;
  while (start < text.length && !sink.full) {
    let split = -1;
    let end = start;
    for (; end < text.length; end++) {
      const character = text[end]!;
      // A quote right after the delimiter holds pair delimiters inside.
      if (character === '"' && split >= 0 && text.slice(split + 1, end).trim() === '') {
        end = closingQuote(text, end + 1, escaped);
      } else if (pairs.includes(character)) break;
      else if (split < 0 && delimiters.includes(character)) split = end;
    }
    end = Math.min(end, text.length);
    if (split >= 0) {
      const key = text.slice(start, split).trim();
      const value = text.slice(split + 1, end).trim();
      if (value.length >= 2 && value.startsWith('"') && value.endsWith('"')) {
        sink.add(key, unescapeQuoted(value.slice(1, -1), escaped));
      } else if (value !== '') sink.addUnquoted(key, value);
    }
    start = end + 1;
  }
}
