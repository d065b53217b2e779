import { ownText } from '../support/own-text.js';
import { Shape } from './shape.js';
import type { Scalar, Value } from './value.js';

/**
 * Where an event's fields come from before any command has touched them: raw text with search-time extraction,
 * a parsed JSON object. `get` may extract lazily and is called once per field that some command asks for.
 */
export interface FieldSource {
  /** The field's value, or null when the event does not have it. */
  get(field: string): Value;
  /** All fields of the event; may force a full extraction. */
  fieldNames(): Iterable<string>;
  /**
   * Names besides its value under which the event is selected by a search term on this field. The same list object for events
   * that share it, so that a decision about the list can be remembered.
   */
  otherNames?(field: string): readonly string[];
  /** The value with the entities of the event's XML kept, where it has any; null where that makes no difference. */
  asWritten?(field: string): Value;
  /** Characters of the text that it holds on to, with what has been made of it; default 0. */
  readonly characters?: number;
  /** How many events it stands for, which agree in all that is asked of them but for values that are given together; default 1. */
  readonly weight?: number;
}

/** A list of many values, or a long text. */
export type WideValue = string | readonly Scalar[];

/** Shorter lists and texts, and rows of fewer fields, are not looked at where memory is counted. */
const wideList = 16;
const wideText = 200;
const wideRow = 100;

/** What a name takes that is of one row alone, with its place, in values. */
const sizeOfName = 4;

const noNames: readonly string[] = [];

/** The names of an event that may be selected by any: the `index` of an event that does not say where it was kept. */
export const anyName: readonly string[] = ['*'];

/** A source that has no field. */
export const noFields: FieldSource = { get: () => null, fieldNames: () => [] };

/** Values of an event that no command has written to. */
const noValues: Value[] = [];

/**
 * One event or result row. The representation is private so that it can change after measuring: commands use
 * `get`, `set`, `delete`, `fieldNames` and `copy` only.
 *
 * An operator may change an event it received unless it also passes it on elsewhere; whoever hands one event to two
 * consumers copies it first.
 */
export class Event {
  /** The names that commands have written, made with the first of them. */
  #shape: Shape | undefined;
  /** What they have written; null marks a removed field of the source. There may be room for more behind it. */
  #values: Value[];
  readonly #source: FieldSource;

  private constructor(shape: Shape | undefined, values: Value[], source: FieldSource) {
    this.#shape = shape;
    this.#values = values;
    this.#source = source;
  }

  /** An event over a lazy source; nothing is extracted yet. */
  static over(source: FieldSource): Event {
    return new Event(undefined, noValues, source);
  }

  /** A row with these fields; null values are absent fields. */
  static of(fields: Iterable<readonly [string, Value]>): Event {
    const row = new Event(undefined, noValues, noFields);
    for (const [name, value] of fields) if (value !== null) row.set(name, value);
    return row;
  }

  /** A row of these values, one for each name of the shape; null values are absent fields. The list becomes the row's own. */
  static shaped(shape: Shape, values: Value[]): Event {
    return new Event(shape, values, noFields);
  }

  get(field: string): Value {
    const place = this.#shape?.placeOf(field);
    if (place !== undefined) return this.#values[place]!;
    return this.#source === noFields ? null : this.#source.get(field);
  }

  has(field: string): boolean {
    return this.get(field) !== null;
  }

  /** {@link FieldSource.asWritten}; null once a command has written the field. */
  asWritten(field: string): Value {
    return this.#isWritten(field) ? null : (this.#source.asWritten?.(field) ?? null);
  }

  /** Where the fields come from that no command has written. */
  get source(): FieldSource {
    return this.#source;
  }

  /** {@link FieldSource.weight}. */
  get weight(): number {
    return this.#source.weight ?? 1;
  }

  /** {@link FieldSource.otherNames}; none once a command has written the field. */
  otherNames(field: string): readonly string[] {
    return this.#isWritten(field) ? noNames : (this.#source.otherNames?.(field) ?? noNames);
  }

  #isWritten(field: string): boolean {
    return this.#shape?.placeOf(field) !== undefined;
  }

  /** Sets a field; null removes it. */
  set(field: string, value: Value): void {
    if (value === null) this.delete(field);
    else this.#write(field, value);
  }

  delete(field: string): void {
    const place = this.#shape?.placeOf(field);
    if (place !== undefined) this.#values[place] = null;
    else if (this.#source !== noFields) this.#write(field, null);
  }

  #write(field: string, value: Value): void {
    const shape = this.#shape ?? Shape.empty;
    const { width } = shape;
    const next = shape.with(field);
    if (next.width > width) {
      this.#shape = next;
      if (width >= this.#values.length) this.#values = withRoom(this.#values);
      this.#values[width] = value;
      return;
    }
    const place = shape.placeOf(field)!;
    if (this.#values[place] !== null || this.#source !== noFields || shape.isColumn(place)) {
      this.#values[place] = value;
      return;
    }
    // A field that was absent appears as the last one.
    if (!shape.shared) {
      this.#dropAbsent(shape);
      this.#write(field, value);
      return;
    }
    this.#shape = shape.withLast(field);
    this.#values.copyWithin(place, place + 1, width);
    this.#values[width - 1] = value;
  }

  /** Takes the names of absent fields from a shape of this row alone: all at once, as many of them may be about to appear. */
  #dropAbsent(shape: Shape): void {
    const { width } = shape;
    const isKept = (place: number): boolean => this.#values[place] !== null || shape.isColumn(place);
    shape.keep(isKept);
    let kept = 0;
    for (let place = 0; place < width; place++) if (isKept(place)) this.#values[kept++] = this.#values[place]!;
    this.#values.fill(null, kept, width);
  }

  /** Names of the fields that have a value; the order is the order in which they appeared. */
  fieldNames(): string[] {
    const names: string[] = [];
    if (this.#source !== noFields) {
      for (const name of this.#source.fieldNames()) if (!this.#isWritten(name)) names.push(name);
    }
    const shape = this.#shape;
    if (shape === undefined) return names;
    for (let place = 0; place < shape.width; place++) if (this.#values[place] !== null) names.push(shape.nameAt(place));
    return names;
  }

  /** The names of its fields, with the columns of its table that the row lacks, each in its place; the same list where there are none. */
  columnNames(fieldNames: string[]): string[] {
    const shape = this.#shape;
    if (shape?.isColumn(0) !== true) return fieldNames;
    const names: string[] = [];
    for (let place = 0; place < shape.width; place++)
      if (this.#values[place] !== null || shape.isColumn(place)) names.push(shape.nameAt(place));
    return names;
  }

  /** Names of the fields that commands have written or removed; asks nothing of the source. */
  writtenNames(): readonly string[] {
    const shape = this.#shape;
    return shape === undefined ? noNames : Array.from({ length: shape.width }, (_, place) => shape.nameAt(place));
  }

  /** How many fields commands have written, where those are many, more if no other row has the same names; 0 otherwise. */
  get manyFields(): number {
    const shape = this.#shape;
    if (shape === undefined || shape.width <= wideRow) return 0;
    return shape.shared ? shape.width : shape.width * sizeOfName;
  }

  /** Characters of the texts that commands have written and {@link wideValues} leaves out. */
  get shortCharacters(): number {
    let characters = 0;
    for (const value of this.#values)
      if (typeof value === 'string' && value.length <= wideText) characters += value.length;
    return characters;
  }

  /** The long lists and texts that commands have written. */
  wideValues(): readonly WideValue[] {
    return this.#values.some(isWide) ? this.#values.filter(isWide) : noWide;
  }

  /** A second event that takes over all that commands have written; this one is not to be used any longer. */
  take(): Event {
    const taken = new Event(this.#shape, this.#values, this.#source);
    this.#shape = undefined;
    this.#values = noValues;
    return taken;
  }

  /** A second event with the same fields; changes to one do not show in the other. */
  copy(): Event {
    if (this.#shape === undefined) return new Event(undefined, noValues, this.#source);
    return new Event(this.#shape.copy(), this.#values.slice(), this.#source);
  }

  /**
   * Moves the values of a row to the end of a list, from which {@link Event.shaped} makes the row again; gives its shape. Undefined for
   * an event with a source, or with names of its own, which stays as it is.
   */
  moveValues(list: Value[]): Shape | undefined {
    const shape = this.#shape;
    if (shape?.shared !== true || this.#source !== noFields) return undefined;
    for (let place = 0; place < shape.width; place++) list.push(this.#values[place]!);
    return shape;
  }

  /** A new row that holds only these fields, in this order, and no longer refers to the source. */
  pick(fields: Iterable<string>): Event {
    return this.#picked(fields, (value) => value);
  }

  /** As {@link pick}, without the text that values were cut out of, which the machine would keep with them. */
  pickCopies(fields: Iterable<string>): Event {
    return this.#picked(fields, copyOf);
  }

  #picked(fields: Iterable<string>, taken: (value: Value) => Value): Event {
    let shape = Shape.empty;
    const values: Value[] = [];
    for (const field of fields) {
      const value = this.get(field);
      if (value === null) continue;
      shape = shape.with(field);
      if (shape.width > values.length) values.push(taken(value));
    }
    // Lists that have grown have much room.
    return new Event(shape, values.slice(), noFields);
  }
}

function copyOf(value: Value): Value {
  if (typeof value === 'object' && value !== null) return value.map((each) => copyOf(each) as Scalar);
  return typeof value === 'string' ? ownText(value) : value;
}

const noWide: readonly WideValue[] = [];

/** The value as what {@link Event.wideValues} gives of a row that has no other. */
export function wideValuesOf(value: Value): readonly WideValue[] {
  return isWide(value) ? [value] : noWide;
}

function isWide(value: Value): value is WideValue {
  if (typeof value === 'string') return value.length > wideText;
  if (typeof value !== 'object' || value === null) return false;
  return value.length > wideList || value.some((each) => typeof each === 'string' && each.length > wideText);
}

/** The same values with room for some more. */
function withRoom(values: readonly Value[]): Value[] {
  const { length } = values;
  const list: Value[] = new Array(length + Math.max(4, length >> 2));
  for (let place = 0; place < length; place++) list[place] = values[place]!;
  for (let place = length; place < list.length; place++) list[place] = null;
  return list;
}
