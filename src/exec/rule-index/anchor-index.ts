import { foldCase } from '../../values/case-fold.js';
import { scalarText } from '../../values/coerce.js';
import type { Event } from '../../values/event.js';
import { LiteralFinder } from '../../values/literal-finder.js';
import type { Value } from '../../values/value.js';
import type { Anchor, Necessity } from './necessity.js';

/**
 * Finds, for a row, the conditions that can hold for it: per field the exact values in a hash table and the contained texts in
 * one automaton, so that the time depends on the row and hardly on the number of conditions. Conditions are numbers, the
 * indexes of the list given.
 */
export class AnchorIndex {
  /** Conditions that nothing is known of: they concern every row. */
  readonly #always: readonly number[];
  readonly #fields: readonly FieldIndex[];
  readonly #found: Found;

  /** `necessities`: of the conditions, in the order of their numbers. */
  constructor(necessities: readonly Necessity[]) {
    const always: number[] = [];
    const fields = new Map<string, FieldAnchors>();
    necessities.forEach((necessity, number) => {
      if (necessity.kind === 'never') return;
      if (necessity.kind === 'always' || necessity.anchors === undefined) {
        always.push(number);
        return;
      }
      for (const anchor of necessity.anchors) {
        let known = fields.get(anchor.field);
        if (known === undefined) {
          known = { anchors: [], numbers: [] };
          fields.set(anchor.field, known);
        }
        known.anchors.push(anchor);
        known.numbers.push(number);
      }
    });
    this.#always = always;
    this.#fields = [...fields].map(([field, anchors]) => new FieldIndex(field, anchors));
    this.#found = new Found(necessities.length);
  }

  /** Whether no row can fit any condition. */
  get isEmpty(): boolean {
    return this.#always.length === 0 && this.#fields.length === 0;
  }

  /** The conditions that the row may fit, each once, until the next row is looked at. */
  candidates(row: Event): Found {
    const found = this.#found;
    found.begin();
    found.add(this.#always);
    for (const field of this.#fields) field.find(row, found);
    return found;
  }
}

/** The conditions found for one row, each once. */
export class Found {
  /** The first {@link count} are the numbers of conditions. */
  readonly numbers: Int32Array;
  count = 0;
  /** Row in which a condition was found last. */
  readonly #rows: Int32Array;
  #row = 0;

  constructor(conditions: number) {
    this.numbers = new Int32Array(conditions);
    this.#rows = new Int32Array(conditions);
  }

  begin(): void {
    this.#row = (this.#row + 1) | 0 || 1;
    this.count = 0;
  }

  add(numbers: readonly number[]): void {
    for (const number of numbers) {
      if (this.#rows[number] === this.#row) continue;
      this.#rows[number] = this.#row;
      this.numbers[this.count++] = number;
    }
  }
}

/** What is looked for in a field, and for each the number of its condition, ascending. */
interface FieldAnchors {
  readonly anchors: Anchor[];
  readonly numbers: number[];
}

class FieldIndex {
  readonly #field: string;
  readonly #given: FieldAnchors;
  /** Without a plain `_raw`, keywords may look elsewhere. */
  readonly #whenAbsent: readonly number[];
  /** Made for the first text: most events of a kind lack most fields. */
  #texts: TextIndex | undefined;

  constructor(field: string, given: FieldAnchors) {
    this.#field = field;
    this.#given = given;
    this.#whenAbsent = field === '_raw' ? given.numbers : [];
  }

  find(row: Event, found: Found): void {
    const value: Value = row.get(this.#field);
    if (typeof value === 'string') this.#one(value, found);
    else if (this.#whenAbsent.length > 0) found.add(this.#whenAbsent);
    else if (value === null) return;
    else if (typeof value === 'object') for (const each of value) this.#one(scalarText(each), found);
    else this.#one(scalarText(value), found);
  }

  #one(text: string, found: Found): void {
    this.#texts ??= new TextIndex(this.#given);
    this.#texts.find(text, found);
  }
}

/** Texts up to this many are found faster one by one than in a walk through the value. */
const fewTexts = 4;

/** The conditions by the texts that their anchors look for in one field. */
class TextIndex {
  readonly #equals = new Map<string, number[]>();
  readonly #contains: readonly (readonly number[])[];
  /** The contained texts, where they are few. */
  readonly #few: readonly string[];
  readonly #finder: LiteralFinder | undefined;

  constructor({ anchors, numbers }: FieldAnchors) {
    const contains = new Map<string, number[]>();
    anchors.forEach(({ kind, text }, at) => {
      const number = numbers[at]!;
      const texts = kind === 'equals' ? this.#equals : contains;
      const known = texts.get(text);
      if (known === undefined) texts.set(text, [number]);
      else if (known[known.length - 1] !== number) known.push(number);
    });
    this.#contains = [...contains.values()];
    this.#few = contains.size > fewTexts ? [] : [...contains.keys()];
    this.#finder = contains.size > fewTexts ? new LiteralFinder([...contains.keys()]) : undefined;
  }

  find(text: string, found: Found): void {
    const folded = foldCase(text);
    if (this.#equals.size > 0) {
      const numbers = this.#equals.get(folded);
      if (numbers !== undefined) found.add(numbers);
    }
    const few = this.#few;
    for (let at = 0; at < few.length; at++) if (folded.includes(few[at]!)) found.add(this.#contains[at]!);
    const finder = this.#finder;
    if (finder === undefined) return;
    const literals = finder.find(folded);
    for (let at = 0; at < finder.count; at++) found.add(this.#contains[literals[at]!]!);
  }
}
