import type { JsonValue } from '../../events/raw-event.js';
import { FieldBag } from '../../extraction/field-bag.js';
import type { FieldSource } from '../../values/event.js';
import { defaultSemantics, type Semantics } from '../../values/semantics.js';
import type { Value } from '../../values/value.js';
import { type FieldName, fieldName, type NamedFields } from '../field-name.js';
import { jsonFields } from './json.js';

const maxDepth = 512;

/**
 * The leaves of an object that a reader has parsed already, under the same names as {@link jsonFields} gives. Where parsing
 * may have lost how a number was written (`1.0`, 20 digits) and the text is at hand, it is looked up there.
 */
export class PlainJsonFields implements NamedFields {
  readonly #root: { readonly [key: string]: JsonValue };
  readonly #nulls: Semantics['jsonNull'];
  /** JSON text of the same object. */
  readonly #text: string | undefined;
  #all: FieldBag | undefined;
  #lossless: FieldSource | undefined;

  constructor(
    root: { readonly [key: string]: JsonValue },
    text: string | undefined,
    nulls: Semantics['jsonNull'] = defaultSemantics.jsonNull,
  ) {
    this.#root = root;
    this.#text = text;
    this.#nulls = nulls;
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
      return value === null && this.#nulls === 'text' ? 'null' : null;
    }
    if (!mayHold(this.#root, field)) return null;
    const value = this.#leaves().get(field.name);
    return this.#text !== undefined && mayBeRewritten(value) ? this.#fromText(field.name, value) : value;
  }

  fieldNames(): Iterable<string> {
    return this.#leaves().fieldNames();
  }

  #number(field: FieldName, value: number): Value {
    const text = String(value);
    if (this.#text === undefined || isWrittenSo(this.#text, field.ending, text)) return text;
    return this.#fromText(field.name, text);
  }

  #fromText(field: string, value: Value): Value {
    this.#lossless ??= jsonFields(this.#text ?? '', this.#nulls) ?? this.#leaves();
    return this.#lossless.get(field) ?? value;
  }

  #leaves(): FieldBag {
    if (this.#all === undefined) {
      this.#all = new FieldBag();
      for (const key of Object.keys(this.#root)) walk(this.#root[key]!, key, 1, this.#nulls, this.#all);
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
  let at = -1;
  for (let next = json.indexOf(ending); next >= 0; next = json.indexOf(ending, next + ending.length)) {
    // `ProcessId` also ends `ParentProcessId`.
    if (json.charCodeAt(next - 1) !== quote) continue;
    if (at >= 0) return false;
    at = next;
  }
  if (at < 0) return false;
  at += ending.length;
  while (json.charCodeAt(at) === 32) at++;
  if (!json.startsWith(digits, at)) return false;
  const next = json.charCodeAt(at + digits.length);
  // A comma, a closing brace, or a blank.
  return next === 44 || next === 125 || next === 32 || next === 10 || next === 13 || next === 9;
}

const quote = 34;

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
