import type { EvalContext } from '../../functions/context.js';
import type { SearchComparison, SearchExpression, SearchIn } from '../../syntax/ast.js';
import { scalarText } from '../../values/coerce.js';
import type { Event } from '../../values/event.js';
import type { Semantics } from '../../values/semantics.js';
import { compileSearchTerms, type RowTest } from '../compile-search.js';
import { AnchorIndex } from './anchor-index.js';
import { allOf, type Necessity, necessityOf } from './necessity.js';
import { hasSubsearch } from './source-filters.js';

/** The search conditions that one search puts on the rows of a source; all must hold. */
export interface IndexedCondition {
  readonly expressions: readonly SearchExpression[];
  readonly semantics: Semantics;
  /** The key under which rows hold a field that the search writes. */
  keyOf(field: string): string;
}

/** Fields that tell the kinds of events apart; nearly every search over raw events compares one of them. */
const classFields: readonly string[] = ['index', 'sourcetype', 'source', 'EventCode', 'EventID'];

/** Kinds of events beyond this many are not told apart: the input decides how many there are. */
const maxClasses = 300;
/** Kinds that are counted at most before counting starts again. */
const maxCounted = 4_096;
/** Searches from which on it pays to work out the kind of every event. */
const fewConditions = 12;
/** Making an index for a kind takes as long as testing this many conditions once per event. */
const conditionsPerEvent = 24;

/**
 * Says which of many search conditions hold for a row (design decision 8). What compares the kind of an event is worked out
 * once per kind; what is left is found by the values of fields; only where both agree the condition itself is tested.
 */
export class ConditionIndex {
  readonly #conditions: readonly IndexedCondition[];
  readonly #raw: boolean;
  readonly #tests: readonly (RowTest | undefined)[];
  readonly #classFields: readonly string[];
  readonly #classes = new Map<string, AnchorIndex>();
  /** Events of kinds that have no index yet. */
  readonly #seen = new Map<string, number>();
  readonly #termTests = new WeakMap<SearchComparison | SearchIn, RowTest>();
  readonly #names = new WeakMap<readonly string[], number>();
  #nextName = 0;
  #general: AnchorIndex | undefined;
  readonly #candidates: number[] = [];
  /** Per condition, how many rows it was tested on. */
  readonly tested: Int32Array;

  /** `raw`: the rows are events, not members of data sets. */
  constructor(conditions: readonly IndexedCondition[], options: { readonly raw: boolean }) {
    this.#conditions = conditions;
    this.#raw = options.raw;
    this.#tests = conditions.map(compileCondition);
    this.tested = new Int32Array(conditions.length);
    const used = new Set<string>();
    if (options.raw) for (const { expressions } of conditions) for (const each of expressions) addFields(each, used);
    this.#classFields = classFields.filter((field) => used.has(field));
  }

  /** Adds the numbers of the conditions that hold for the row to the list, in no order. */
  matches(row: Event, context: EvalContext, into: number[]): void {
    const index = this.#indexOf(row, context);
    if (index.isEmpty) return;
    const candidates = this.#candidates;
    candidates.length = 0;
    index.candidates(row, candidates);
    for (const number of candidates) {
      const test = this.#tests[number];
      this.tested[number]!++;
      if (test === undefined || test(row, context)) into.push(number);
    }
  }

  /** The index for events of the row's kind where there are many, else that for all. */
  #indexOf(row: Event, context: EvalContext): AnchorIndex {
    if (this.#classFields.length === 0 || this.#conditions.length < fewConditions) return this.#generalIndex();
    let key = '';
    for (const field of this.#classFields) key += this.#keyPart(row, field);
    const known = this.#classes.get(key);
    if (known !== undefined) return known;
    const seen = (this.#seen.get(key) ?? 0) + 1;
    if (seen * conditionsPerEvent < this.#conditions.length || this.#classes.size >= maxClasses) {
      if (this.#seen.size >= maxCounted) this.#seen.clear();
      this.#seen.set(key, seen);
      return this.#generalIndex();
    }
    this.#seen.delete(key);
    const index = this.#indexFor({ row, context });
    this.#classes.set(key, index);
    return index;
  }

  #generalIndex(): AnchorIndex {
    this.#general ??= this.#indexFor(undefined);
    return this.#general;
  }

  /** Everything that comparisons of the field look at, as text. */
  #keyPart(row: Event, field: string): string {
    const value = row.get(field);
    let part = '\0';
    if (typeof value === 'object') {
      if (value !== null) for (const each of value) part += textPart(scalarText(each));
    } else part += textPart(scalarText(value));
    const names = row.otherNames(field);
    if (names.length === 0) return part;
    let name = this.#names.get(names);
    if (name === undefined) {
      name = this.#nextName++;
      this.#names.set(names, name);
    }
    return `${part}\0${name}`;
  }

  #indexFor(known: { readonly row: Event; readonly context: EvalContext } | undefined): AnchorIndex {
    const fields = new Set(this.#classFields);
    const necessities = this.#conditions.map(({ expressions, semantics, keyOf }): Necessity => {
      const decide = (term: SearchComparison | SearchIn): boolean | undefined => {
        if (known === undefined || !fields.has(term.field) || term.field !== keyOf(term.field)) return undefined;
        // What an event says with XML entities is not part of its kind.
        const texts = term.kind === 'in' ? term.values : [term.value];
        if (texts.some(({ text }) => text.includes('&'))) return undefined;
        let test = this.#termTests.get(term);
        if (test === undefined) {
          test = compileSearchTerms(term, { semantics, subsearch: noSubsearch });
          this.#termTests.set(term, test);
        }
        return test(known.row, known.context);
      };
      return allOf(expressions.map((each) => necessityOf(each, { keyOf, decide, keywords: this.#raw })));
    });
    return new AnchorIndex(necessities);
  }
}

function textPart(text: string): string {
  return `${text.length}:${text}`;
}

/** The whole condition as a test; undefined where it needs more than the row. */
function compileCondition({ expressions, semantics, keyOf }: IndexedCondition): RowTest | undefined {
  const tests = expressions
    .filter((each) => !hasSubsearch(each))
    .map((each) => compileSearchTerms(each, { semantics, subsearch: noSubsearch, resolveField: keyOf }));
  if (tests.length === 0) return undefined;
  if (tests.length === 1) return tests[0];
  return (row, context) => tests.every((test) => test(row, context));
}

function noSubsearch(): never {
  throw new Error('A condition with a subsearch cannot be tested here.');
}

/** The fields that an expression compares. */
function addFields(expression: SearchExpression, into: Set<string>): void {
  switch (expression.kind) {
    case 'and':
    case 'or':
      for (const each of expression.operands) addFields(each, into);
      return;
    case 'not':
      addFields(expression.operand, into);
      return;
    case 'group':
      addFields(expression.inner, into);
      return;
    case 'comparison':
    case 'in':
      into.add(expression.field);
      return;
    default:
      return;
  }
}
