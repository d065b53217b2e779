import type { Span } from '../../source/span.js';
import { fitsPattern } from '../../values/field-pattern.js';
import type { Constraint } from './constraint.js';

/** Whether a row has a value in a field: in every row, in some, in none. */
export type Presence = 'always' | 'maybe' | 'never';

/** What is known of the texts a field can hold. */
export type ValueFacts =
  | { readonly kind: 'any' }
  /** One of these texts, exactly. */
  | { readonly kind: 'texts'; readonly texts: readonly string[] }
  /** What a group of a regular expression captured. */
  | { readonly kind: 'capture'; readonly pattern: string; readonly group: string }
  /** No less than `least`, where that is known. */
  | { readonly kind: 'number'; readonly least?: number }
  /** Text without letters of the other case, as `lower` and `upper` make it. */
  | { readonly kind: 'letter-case'; readonly letters: 'lower' | 'upper' }
  /** Seconds since 1970. */
  | { readonly kind: 'epoch' }
  /** A time that was written out as text. */
  | { readonly kind: 'time-text' };

/** What is known of one field at one place of a plan. */
export interface FieldFact {
  readonly presence: Presence;
  /** `maybe`: the field may be multivalue, as any field of an event may; `many`: a command made it to be. */
  readonly plurality: 'single' | 'maybe' | 'many';
  readonly values: ValueFacts;
  /** The command the value came from; undefined for fields of events and data sets. */
  readonly from: Span | undefined;
  /** Conditions that every row here has met, as far as they speak of this field alone. */
  readonly constraints: readonly Constraint[];
}

/**
 * The fields that rows can have at one place of a plan. `rest` says which other fields may exist: any (raw events), those
 * that fit a pattern (`fields proc*`), or none (after `stats`, `table`: an empty list).
 */
export interface RowShape {
  readonly fields: ReadonlyMap<string, FieldFact>;
  readonly rest: 'any' | readonly string[];
  /** The other fields were gathered from several events, and may hold a value of each. */
  readonly gathered?: true;
}

/** A field of which nothing is known. */
export const anyField: FieldFact = {
  presence: 'maybe',
  plurality: 'maybe',
  values: { kind: 'any' },
  from: undefined,
  constraints: [],
};

const manyValues: FieldFact = { ...anyField, plurality: 'many' };

/** A field that no row has. */
export const noField: FieldFact = { ...anyField, presence: 'never', plurality: 'single' };

/** Rows of which nothing is known. */
export const anyShape: RowShape = { fields: new Map(), rest: 'any' };

/** Rows without fields. */
export const emptyShape: RowShape = { fields: new Map(), rest: [] };

/** Whether a field beyond the known ones can have this name. */
function restHas(shape: RowShape, field: string): boolean {
  return shape.rest === 'any' || shape.rest.some((pattern) => fitsPattern(pattern, field));
}

/** What is known of a field of the rows. */
export function fieldOf(shape: RowShape, field: string): FieldFact {
  return shape.fields.get(field) ?? (restHas(shape, field) ? (shape.gathered ? manyValues : anyField) : noField);
}

/** Whether some row may have the field. */
export function mayHave(shape: RowShape, field: string): boolean {
  return fieldOf(shape, field).presence !== 'never';
}

/** The names of the known fields that some row may have. */
export function knownNames(shape: RowShape): string[] {
  return [...shape.fields].flatMap(([name, fact]) => (fact.presence === 'never' ? [] : [name]));
}

/** The rows with other facts about some fields. */
export function withFields(shape: RowShape, facts: Iterable<readonly [string, FieldFact]>): RowShape {
  const fields = new Map(shape.fields);
  for (const [name, fact] of facts) {
    if (fact.presence === 'never' && !restHas(shape, name)) fields.delete(name);
    else fields.set(name, fact);
  }
  return { ...shape, fields };
}

/** The rows, whatever conditions they have met; `always` is what counts for a field that all have. */
export function withoutConstraints(shape: RowShape, always: Presence = 'always'): RowShape {
  const fields = [...shape.fields].map(([name, fact]): [string, FieldFact] => [
    name,
    { ...fact, constraints: [], presence: fact.presence === 'always' ? always : fact.presence },
  ]);
  return { ...shape, fields: new Map(fields) };
}

/** The rows with more fields that fit these patterns. */
export function withRest(shape: RowShape, patterns: 'any' | readonly string[]): RowShape {
  if (shape.rest === 'any' || patterns === 'any') return { ...shape, rest: 'any' };
  return { ...shape, rest: [...new Set([...shape.rest, ...patterns])] };
}

function eitherValues(a: ValueFacts, b: ValueFacts): ValueFacts {
  if (a.kind === 'texts' && b.kind === 'texts') {
    const texts = [...new Set([...a.texts, ...b.texts])];
    return texts.length > 200 ? { kind: 'any' } : { kind: 'texts', texts };
  }
  if (a.kind === 'capture' && b.kind === 'capture')
    return a.pattern === b.pattern && a.group === b.group ? a : { kind: 'any' };
  if (a.kind === 'number' && b.kind === 'number')
    return a.least === undefined || b.least === undefined
      ? { kind: 'number' }
      : { kind: 'number', least: Math.min(a.least, b.least) };
  if (a.kind === 'letter-case' && b.kind === 'letter-case') return a.letters === b.letters ? a : { kind: 'any' };
  return a.kind === b.kind ? a : { kind: 'any' };
}

/** A value that is the one or the other. */
export function either(a: FieldFact, b: FieldFact): FieldFact {
  const values =
    a.presence === 'never' ? b.values : b.presence === 'never' ? a.values : eitherValues(a.values, b.values);
  return {
    presence: a.presence === b.presence ? a.presence : 'maybe',
    plurality:
      a.plurality === b.plurality ? a.plurality : [a.plurality, b.plurality].includes('many') ? 'many' : 'maybe',
    values,
    from: a.from ?? b.from,
    constraints:
      a.constraints.length === 0 ? a.constraints : a.constraints.filter((each) => b.constraints.includes(each)),
  };
}

/** Rows that come from the one or the other. */
export function eitherShape(a: RowShape, b: RowShape): RowShape {
  const fields = new Map<string, FieldFact>();
  for (const name of new Set([...a.fields.keys(), ...b.fields.keys()]))
    fields.set(name, either(fieldOf(a, name), fieldOf(b, name)));
  const gathered = a.gathered ?? b.gathered;
  return withRest({ fields, rest: a.rest, ...(gathered === undefined ? {} : { gathered }) }, b.rest);
}
