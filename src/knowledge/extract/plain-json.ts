import type { JsonValue } from '../../events/raw-event.js';
import { FieldBag } from '../../extraction/field-bag.js';
import type { FieldSource } from '../../values/event.js';
import { defaultSemantics, type Semantics } from '../../values/semantics.js';
import { multivalue, type Value } from '../../values/value.js';
import { type FieldName, fieldName, type NamedFields } from '../field-name.js';
import { jsonFields } from './json.js';

const maxDepth = 512;

/** Numbers that are looked for one by one in the text of an event; for more, reading all of the text once costs less. */
const maxLookUps = 32;

/**
 * The leaves of an object that a reader has parsed already, under the same names as {@link jsonFields} gives. Where parsing
 * may have lost how a number was written (`1.0`, 20 digits) and the text is at hand, it is looked up there.
 */
export class PlainJsonFields implements NamedFields {
  readonly #root: { readonly [key: string]: JsonValue };
  readonly #nulls: Semantics['jsonNull'];
  /** JSON text of the same object. */
  readonly #text: string | undefined;
  readonly #listsAreValues: boolean;
  #escapedNames: boolean | undefined;
  #lookUps = 0;
  #all: FieldBag | undefined;
  #lossless: FieldSource | undefined;

  /** `listsAreValues`: lists of texts at the top are fields with several values, `user` and not `user{}`. */
  constructor(
    root: { readonly [key: string]: JsonValue },
    text: string | undefined,
    nulls: Semantics['jsonNull'] = defaultSemantics.jsonNull,
    listsAreValues = false,
  ) {
    this.#root = root;
    this.#text = text;
    this.#nulls = nulls;
    this.#listsAreValues = listsAreValues;
  }

  get(field: string): Value {
    return this.read(fieldName(field));
  }

  read(field: FieldName): Value {
    if (field.isPlain) {
      // What an object inherits is no text, number, boolean or null.
      const value = this.#root[field.name];
      if (typeof value === 'string') return value;
      if (value === undefined) return null;
      if (typeof value === 'number') return this.#number(field, value);
      if (typeof value === 'boolean') return String(value);
      if (value === null) return this.#nulls === 'text' ? 'null' : null;
      return this.#listsAreValues && isListOfTexts(value) ? multivalue(value) : null;
    }
    if (!mayHold(this.#root, field)) return null;
    const value = this.#leaves().get(field.name);
    return this.#text !== undefined && mayBeRewritten(value) ? this.#fromText(field.name, value) : value;
  }

  fieldNames(): Iterable<string> {
    return this.#leaves().fieldNames();
  }

  #number(field: FieldName, value: number): Value {
    const digits = String(value);
    if (this.#text === undefined) return digits;
    if (this.#lookUps++ >= maxLookUps) return this.#fromText(field.name, digits);
    // What is found under a name is a nested member's where this one's name is escaped.
    this.#escapedNames ??= isNested(this.#root) && hasEscapedName(this.#text);
    if (!this.#escapedNames && isWrittenSo(this.#text, field.ending, digits)) return digits;
    return this.#fromText(field.name, digits);
  }

  #fromText(field: string, value: Value): Value {
    this.#lossless ??= jsonFields(this.#text ?? '', this.#nulls) ?? this.#leaves();
    return this.#lossless.get(field) ?? value;
  }

  #leaves(): FieldBag {
    if (this.#all === undefined) {
      this.#all = new FieldBag();
      for (const key of Object.keys(this.#root)) {
        const value = this.#root[key]!;
        if (this.#listsAreValues && isListOfTexts(value)) for (const each of value) this.#all.add(key, each);
        else walk(value, key, 1, this.#nulls, this.#all);
      }
    }
    return this.#all;
  }
}

/** Whether an object has a key at the top that the path of a field can begin with; most events have none for most paths. */
function mayHold(root: { readonly [key: string]: JsonValue }, { heads }: FieldName): boolean {
  for (const key of heads) if (root[key] !== undefined) return true;
  return false;
}

/**
 * Whether the only member of a name in a JSON text is written with exactly these digits. `ending`: see {@link FieldName}. A quote inside of a text has a backslash
 * in front, so that a name with a quote and a colon behind it ends the key of a member.
 */
function isWrittenSo(json: string, ending: string, digits: string): boolean {
  let found = -1;
  for (let next = json.indexOf(ending); next >= 0; next = json.indexOf(ending, next)) {
    // `ProcessId` also ends `ParentProcessId`.
    const isWhole = json.charCodeAt(next - 1) === quote;
    next += ending.length;
    if (!isWhole) continue;
    const at = behindBlanks(json, next);
    // A value.
    if (json.charCodeAt(at) !== colon) continue;
    if (found >= 0) return false;
    found = behindBlanks(json, at + 1);
  }
  if (found < 0 || !json.startsWith(digits, found)) return false;
  const next = json.charCodeAt(found + digits.length);
  // A comma, a closing brace, or a blank.
  return next === 44 || next === 125 || isBlank(next);
}

function isNested(root: { readonly [key: string]: JsonValue }): boolean {
  for (const key in root) if (typeof root[key] === 'object' && root[key] !== null) return true;
  return false;
}

/**
 * Whether a JSON text may have a name that is written with escapes which a plain name does not need: `\u0078` for `x`, or a
 * slash with a backslash in front. A backslash and a `u` behind it (`C:\\users`) are looked at as well, which costs time only.
 */
function hasEscapedName(json: string): boolean {
  return hasNameWith(json, '\\u') || hasNameWith(json, '\\/');
}

/** Whether a JSON text has one of two characters in a name. It goes on behind each text that has them, so that it looks once at each character. */
function hasNameWith(json: string, pair: string): boolean {
  for (let at = json.indexOf(pair); at >= 0; at = json.indexOf(pair, at)) {
    at = behindBlanks(json, endOfText(json, at + pair.length));
    if (json.charCodeAt(at) === colon) return true;
  }
  return false;
}

/** The place behind the quote that ends the text of a JSON string, from a place between two of its characters. */
function endOfText(json: string, from: number): number {
  let at = from;
  while (at < json.length && json.charCodeAt(at) !== quote) at += json.charCodeAt(at) === backslash ? 2 : 1;
  return at + 1;
}

function behindBlanks(json: string, from: number): number {
  let at = from;
  while (isBlank(json.charCodeAt(at))) at++;
  return at;
}

function isBlank(code: number): boolean {
  return code === 32 || code === 10 || code === 13 || code === 9;
}

const quote = 34;
const colon = 58;
const backslash = 92;

function isListOfTexts(value: JsonValue): value is string[] {
  return Array.isArray(value) && value.every((each) => typeof each === 'string');
}

const numeric = /^-?\d/;

function mayBeRewritten(value: Value): boolean {
  if (typeof value === 'string') return numeric.test(value);
  return typeof value === 'object' && value !== null && value.some((each) => numeric.test(String(each)));
}

function walk(value: JsonValue, path: string, depth: number, nulls: Semantics['jsonNull'], bag: FieldBag): void {
  if (value === null) {
    if (nulls === 'text') bag.add(path, 'null');
  } else if (Array.isArray(value)) {
    if (depth < maxDepth) for (const item of value) walk(item, `${path}{}`, depth + 1, nulls, bag);
  } else if (typeof value === 'object') {
    if (depth < maxDepth)
      for (const key of Object.keys(value)) walk(value[key]!, `${path}.${key}`, depth + 1, nulls, bag);
  } else bag.add(path, String(value));
}
