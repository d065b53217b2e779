import { ownText } from '../support/own-text.js';

/** Shapes of one family, and names that its shapes may have beyond those it begins with: names come from data, too. */
const mostShapes = 10_000;
const mostAdded = 64;

/** Rows that a full family has sent away before a new one takes its place. */
const mostRefused = 1_000_000;

/** Shapes that have come from one another. */
interface Family {
  readonly common: boolean;
  /** The most names of one of them. */
  readonly widest: number;
  /** How many more there may be. */
  left: number;
  /** How often there were too many. */
  refused: number;
}

/**
 * The names that the values of rows have, in the order in which they appeared: the values are lists, and a name has the same place in
 * the lists of all rows of a shape. Rows to which the same is done one after the other have the same shapes. Where too many different
 * ones come up, a row gets a shape of its own, which changes with it.
 */
export class Shape {
  /** In the order of their places; those from `width` on are of shapes that came from this one. */
  readonly #names: string[];
  readonly #places: Map<string, number>;
  #width: number;
  /** Undefined: the shape is of one row. */
  readonly #family: Family | undefined;
  /** The shape without the last name. */
  readonly #before: Shape | undefined;
  /** How many names it begins with that are columns of a table. */
  readonly #columns: number;
  /** The shape with one more name that was made first, and the others by their names. */
  #next: Shape | undefined;
  #others: Map<string, Shape> | undefined;

  private constructor(names: string[], places: Map<string, number>, columns: number, family?: Family, before?: Shape) {
    this.#columns = columns;
    this.#names = names;
    this.#places = places;
    this.#width = names.length;
    this.#family = family;
    this.#before = before;
  }

  /** The shape of rows with these names, which are distinct, and of a family of its own: to be made once for all of them. */
  static of(names: readonly string[]): Shape {
    return Shape.#from(names, 0);
  }

  /** The same for the columns of a table: a row that lacks one of them may get it later, in its place. */
  static ofTable(names: readonly string[]): Shape {
    return Shape.#from(names, names.length);
  }

  static #from(names: readonly string[], columns: number): Shape {
    let shape = new Shape([], new Map(), columns, familyOf(names.length, false));
    for (const name of names) shape = shape.with(name);
    return shape;
  }

  /** The shape of a row without any names. */
  static get empty(): Shape {
    if (empty === undefined || empty.#family!.refused > mostRefused)
      empty = new Shape([], new Map(), 0, familyOf(0, true));
    return empty;
  }

  /** The number of its names. */
  get width(): number {
    return this.#width;
  }

  /** Whether there may be other rows of it. */
  get shared(): boolean {
    return this.#family !== undefined;
  }

  /** Whether the name at a place is a column of a table, which keeps its place when a row lacks it. */
  isColumn(place: number): boolean {
    return place < this.#columns;
  }

  placeOf(name: string): number | undefined {
    const place = this.#places.get(name);
    return place !== undefined && place < this.#width ? place : undefined;
  }

  /** The name at a place below the width. */
  nameAt(place: number): string {
    return this.#names[place]!;
  }

  /** The shape of a row of this shape that gets a value with this name, last unless it has the name. Not to be used for the row any more: this one. */
  with(name: string): Shape {
    const next = this.#next;
    if (next !== undefined && next.#names[this.#width] === name) return next;
    if (this.placeOf(name) !== undefined) return this;
    return this.#others?.get(name) ?? this.#grown(name);
  }

  /** The same for a shared shape where a name that it has becomes the last one; those behind it move up by one place. */
  withLast(name: string): Shape {
    const place = this.placeOf(name)!;
    const behind = this.#names.slice(place + 1, this.#width);
    if (behind.length === 0) return this;
    let shape: Shape = this;
    while (shape.#width > place) shape = shape.#before!;
    for (const each of behind) shape = shape.with(each);
    return shape.with(name);
  }

  /** Takes names from the shape of one row; those behind them move up. */
  keep(isKept: (place: number) => boolean): void {
    const names = this.#names.splice(0).filter((_, place) => isKept(place));
    this.#places.clear();
    this.#width = 0;
    for (const name of names) this.#grown(name);
  }

  /** The shape of a row that is a copy of one of this shape. */
  copy(): Shape {
    return this.#family === undefined ? this.#alone() : this;
  }

  #grown(name: string): Shape {
    const family = this.#family;
    if (family === undefined) {
      this.#places.set(name, this.#width++);
      this.#names.push(name);
      return this;
    }
    if (family.left === 0 || this.#width >= family.widest) {
      family.refused++;
      return this.#alone().with(name);
    }
    family.left--;
    const held = family.common ? ownText(name) : name;
    const last = this.#names.length === this.#width;
    const names = last ? this.#names : this.#names.slice(0, this.#width);
    const places = last ? this.#places : placesOf(names);
    places.set(held, this.#width);
    names.push(held);
    const grown = new Shape(names, places, this.#columns, family, this);
    if (this.#next === undefined) this.#next = grown;
    else {
      this.#others ??= new Map();
      this.#others.set(held, grown);
    }
    return grown;
  }

  #alone(): Shape {
    const names = this.#names.slice(0, this.#width);
    return new Shape(names, placesOf(names), this.#columns);
  }
}

/** Where the shapes of events begin. */
let empty: Shape | undefined;

/** `given`: names that its rows begin with. */
function familyOf(given: number, common: boolean): Family {
  return { common, widest: given + mostAdded, left: given + mostShapes, refused: 0 };
}

function placesOf(names: readonly string[]): Map<string, number> {
  return new Map(names.map((name, place) => [name, place]));
}
