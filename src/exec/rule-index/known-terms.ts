import type { EvalContext } from '../../functions/context.js';
import type { SearchComparison, SearchIn } from '../../syntax/ast.js';
import type { Event } from '../../values/event.js';
import type { Semantics } from '../../values/semantics.js';
import type { Value } from '../../values/value.js';
import { compileSearchTerms, noSubsearch, type RowTest } from '../compile-search.js';

/** A row that stands for many of which it has only some fields. */
export interface PartialRow {
  readonly row: Event;
  /** Whether it was asked for something that it does not have. */
  askedFurther(): boolean;
}

/** What is known of a comparison. */
export const unanswered = 0;
export const fails = 1;
export const holds = 2;

/** A comparison of a field. */
export type FieldTerm = SearchComparison | SearchIn;

/** A comparison that stands in some conditions. */
interface KnownTerm {
  readonly term: FieldTerm;
  readonly key: string;
  readonly context: EvalContext;
  test: RowTest | undefined;
}

/** The comparisons of one field. */
interface FieldTerms {
  readonly numbers: number[];
  /** What they answer to a value, in their order. */
  readonly remembered: Map<string, Uint8Array>;
}

/** Lists of values beyond this many are not compared with others: no two conditions have them. */
const maxCompared = 100;
/** Values of a field whose answers are remembered at most: they come from the input. */
const maxRemembered = 512;

/**
 * The comparisons of many conditions, each distinct one once, under numbers: what partial rows answer to them is worked out once for
 * all conditions, and once for each value of a field.
 */
export class KnownTerms {
  readonly #terms: KnownTerm[] = [];
  readonly #numbers = new Map<string, number>();
  readonly #fields = new Map<string, FieldTerms>();
  readonly #semantics: Semantics[] = [];

  /** The number of a comparison of the field with this key; undefined for one that a partial row cannot answer. */
  numberOf(term: FieldTerm, key: string, context: EvalContext): number | undefined {
    const values = term.kind === 'in' ? term.values : [term.value];
    // What an event says with XML entities stands in its text.
    if (values.some(({ text }) => text.includes('&'))) return undefined;
    const number = this.#terms.length;
    if (values.length <= maxCompared) {
      const operator = term.kind === 'in' ? 'in' : term.operator;
      const written = values.flatMap(({ text, form }) => [text, form]);
      const id = JSON.stringify([this.#placeOf(context.semantics), key, operator, ...written]);
      const known = this.#numbers.get(id);
      if (known !== undefined) return known;
      this.#numbers.set(id, number);
    }
    this.#terms.push({ term, key, context, test: undefined });
    let field = this.#fields.get(key);
    if (field === undefined) {
      field = { numbers: [], remembered: new Map() };
      this.#fields.set(key, field);
    }
    field.numbers.push(number);
    return number;
  }

  /** By number, what the rows that a partial row stands for answer; `open` gives one that has not been asked for anything. */
  answers(open: () => PartialRow): Uint8Array {
    const answers = new Uint8Array(this.#terms.length);
    let partial = open();
    for (const [key, field] of this.#fields) {
      const { row } = partial;
      const value = row.get(key);
      const names = row.otherNames(key);
      if (partial.askedFurther()) {
        // What it says after that means nothing.
        partial = open();
        continue;
      }
      const id = names.length > 0 ? undefined : identity(value);
      let found = id === undefined ? undefined : field.remembered.get(id);
      if (found === undefined) {
        found = Uint8Array.from(field.numbers, (number) => (this.#holds(number, row) ? holds : fails));
        if (id !== undefined && field.remembered.size < maxRemembered) field.remembered.set(id, found);
      }
      for (let at = 0; at < found.length; at++) answers[field.numbers[at]!] = found[at]!;
    }
    return answers;
  }

  #holds(number: number, row: Event): boolean {
    const known = this.#terms[number]!;
    const { term, key, context } = known;
    known.test ??= compileSearchTerms(term, {
      semantics: context.semantics,
      subsearch: noSubsearch,
      resolveField: () => key,
    });
    return known.test(row, context);
  }

  #placeOf(semantics: Semantics): number {
    const place = this.#semantics.indexOf(semantics);
    return place === -1 ? this.#semantics.push(semantics) - 1 : place;
  }
}

/** A value as a key; undefined for one of several and for zero, which has two forms. */
function identity(value: Value): string | undefined {
  if (typeof value === 'string') return `=${value}`;
  return value === 0 || (typeof value === 'object' && value !== null) ? undefined : String(value);
}
