import { scalarText } from '../../values/coerce.js';
import { compareText } from '../../values/compare.js';
import type { Event } from '../../values/event.js';
import { type Scalar, type Value, valuesOf } from '../../values/value.js';

/** The key of a group: one scalar per BY field. */
export type GroupKeyValues = readonly Scalar[];

const separator = '\u0000';

/** Combinations of the values of one event; a guard against events made to exhaust the memory. */
const mostCombinations = 1_000_000;

/** Longer keys are made of multivalues. */
const fewParts = 16;

/** A key as one text, for maps. */
export function keyText(values: GroupKeyValues): string {
  if (values.length === 1) return scalarText(values[0]!);
  // Many texts put one behind the other are held one by one until somebody reads the whole.
  if (values.length > fewParts) return values.map(keyPart).join('');
  let text = '';
  for (const value of values) text += keyPart(value);
  return text;
}

function keyPart(value: Scalar): string {
  const part = scalarText(value);
  return `${part.length}${separator}${part}`;
}

export interface KeyOptions {
  /** Count a value that repeats inside one event once. */
  readonly dedupSplitValues: boolean;
  /** Text for a missing field; undefined: the event belongs to no group. */
  readonly missing: string | undefined;
  /** Changes a value before it becomes a key (bins); null: no key. */
  readonly change?: readonly (((value: Scalar) => Scalar | null) | undefined)[];
}

/** Every value counts, and an event without one of the fields belongs to no group. */
export const plainKeys: KeyOptions = { dedupSplitValues: false, missing: undefined };

/**
 * The groups an event belongs to: one per combination of the values of its BY fields, none when one is missing
 * (spl-commands 3.1).
 */
export function groupKeys(event: Event, fields: readonly string[], options: KeyOptions): GroupKeyValues[] {
  let keys: Scalar[][] = [[]];
  for (let i = 0; i < fields.length; i++) {
    const change = options.change?.[i];
    let values: readonly Scalar[] = valuesOf(event.get(fields[i]!));
    if (change !== undefined) values = values.flatMap((value) => change(value) ?? []);
    if (values.length === 0) {
      if (options.missing === undefined) return [];
      values = [options.missing];
    }
    if (values.length === 1) {
      for (const key of keys) key.push(values[0]!);
      continue;
    }
    if (options.dedupSplitValues) values = [...new Map(values.map((value) => [scalarText(value), value])).values()];
    // Several long multivalues multiply; what no result could hold is not built.
    if (keys.length * values.length > mostCombinations) {
      values = values.slice(0, Math.max(1, Math.floor(mostCombinations / keys.length)));
    }
    keys = keys.flatMap((key) => values.map((value) => [...key, value]));
  }
  return keys;
}

/** Reads the key of an event that has one value in each BY field, which is nearly every event, into a list that is used again. */
export class SingleKeyReader {
  readonly #fields: readonly string[];
  readonly #options: KeyOptions;
  readonly #key: Scalar[] = [];

  constructor(fields: readonly string[], options: KeyOptions) {
    this.#fields = fields;
    this.#options = options;
  }

  /** The key, until the next call; undefined for an event that has none or several ({@link groupKeys}). */
  read(event: Event): GroupKeyValues | undefined {
    for (let i = 0; i < this.#fields.length; i++) {
      let value: Value = event.get(this.#fields[i]!);
      if (typeof value === 'object') return undefined;
      const change = this.#options.change?.[i];
      if (change !== undefined) value = change(value);
      if (value === null) return undefined;
      this.#key[i] = value;
    }
    return this.#key;
  }
}

/** Ascending byte order of the BY values, left to right. */
export function compareKeys(a: GroupKeyValues, b: GroupKeyValues): number {
  for (let i = 0; i < a.length; i++) {
    const order = compareText(scalarText(a[i]!), scalarText(b[i]!));
    if (order !== 0) return order;
  }
  return 0;
}
