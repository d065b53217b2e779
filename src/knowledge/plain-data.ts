import type { Diagnostic } from '../diagnostics/diagnostic.js';
import { diagnostic } from '../diagnostics/diagnostic.js';

/**
 * Reads plain data (parsed YAML or JSON) member by member and notes what has the wrong shape, with its path. A reader goes on
 * after a mistake, so that one look at a file shows all of them; what is wrong reads as absent.
 */
export class PlainObject {
  readonly #members: ReadonlyMap<string, unknown>;
  readonly #used = new Set<string>();
  readonly path: string;
  readonly diagnostics: Diagnostic[];

  private constructor(members: ReadonlyMap<string, unknown>, path: string, diagnostics: Diagnostic[]) {
    this.#members = members;
    this.path = path;
    this.diagnostics = diagnostics;
  }

  /** The value as an object, or undefined with a diagnostic. Parsed `Map`s are accepted as well. */
  static read(value: unknown, path: string, diagnostics: Diagnostic[]): PlainObject | undefined {
    if (value instanceof Map) {
      return new PlainObject(new Map([...value].map(([k, v]) => [String(k), v])), path, diagnostics);
    }
    if (typeof value !== 'object' || value === null || Array.isArray(value)) {
      diagnostics.push(diagnostic('knowledge-shape', { path, expected: 'an object' }));
      return undefined;
    }
    return new PlainObject(new Map(Object.entries(value)), path, diagnostics);
  }

  keys(): IterableIterator<string> {
    return this.#members.keys();
  }

  #take(name: string): unknown {
    this.#used.add(name);
    const value = this.#members.get(name);
    return value === null ? undefined : value;
  }

  #wrong(name: string, expected: string): undefined {
    this.diagnostics.push(diagnostic('knowledge-shape', { path: `${this.path}.${name}`, expected }));
    return undefined;
  }

  has(name: string): boolean {
    return this.#members.get(name) !== undefined && this.#members.get(name) !== null;
  }

  text(name: string): string | undefined {
    const value = this.#take(name);
    return value === undefined ? undefined : (scalarText(value) ?? this.#wrong(name, 'a text'));
  }

  requiredText(name: string): string {
    const value = this.text(name);
    if (value === undefined && !this.has(name)) this.#wrong(name, 'a text');
    return value ?? '';
  }

  flag(name: string): boolean {
    const value = this.#take(name);
    if (value === undefined || typeof value === 'boolean') return value ?? false;
    this.#wrong(name, 'true or false');
    return false;
  }

  choice<T extends string>(name: string, choices: readonly T[]): T | undefined {
    const value = this.#take(name);
    if (value === undefined) return undefined;
    const found = choices.find((choice) => choice === value);
    return found ?? this.#wrong(name, `one of ${choices.join(', ')}`);
  }

  /** A list of texts; one text alone is a list of one. */
  texts(name: string): string[] {
    const value = this.#take(name);
    if (value === undefined) return [];
    const list = Array.isArray(value) ? value : [value];
    const texts: string[] = [];
    for (const each of list) {
      const text = scalarText(each);
      if (text === undefined) this.#wrong(name, 'a list of texts');
      else texts.push(text);
    }
    return texts;
  }

  object(name: string): PlainObject | undefined {
    const value = this.#take(name);
    return value === undefined ? undefined : PlainObject.read(value, `${this.path}.${name}`, this.diagnostics);
  }

  objects(name: string): PlainObject[] {
    const value = this.#take(name);
    if (value === undefined) return [];
    if (!Array.isArray(value)) {
      this.#wrong(name, 'a list');
      return [];
    }
    const objects: PlainObject[] = [];
    value.forEach((each, i) => {
      const object = PlainObject.read(each, `${this.path}.${name}[${i}]`, this.diagnostics);
      if (object !== undefined) objects.push(object);
    });
    return objects;
  }

  /** An object whose members are all read the same way. */
  map<T>(name: string, read: (object: PlainObject, key: string) => T | undefined): Map<string, T> {
    const result = new Map<string, T>();
    const object = this.object(name);
    if (object === undefined) return result;
    for (const key of object.keys()) {
      const value = read(object, key);
      if (value !== undefined) result.set(key, value);
    }
    return result;
  }

  /** An object of texts; null is kept as null. */
  textsOrNull(name: string): Map<string, string | null> {
    return this.map<string | null>(name, (object, key) => {
      if (!object.has(key)) return null;
      return object.text(key);
    });
  }

  /** Reports members that nobody asked for: a misspelt key must not be silently without effect. */
  finish(): void {
    for (const name of this.#members.keys()) {
      if (!this.#used.has(name)) {
        this.diagnostics.push(diagnostic('knowledge-unknown-key', { path: this.path, key: name }));
      }
    }
  }
}

function scalarText(value: unknown): string | undefined {
  if (typeof value === 'string') return value;
  if (typeof value === 'number' || typeof value === 'boolean') return String(value);
  return undefined;
}
