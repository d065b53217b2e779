import type { EvalContext } from '../../functions/context.js';
import type { SearchComparison, SearchExpression, SearchIn } from '../../syntax/ast.js';
import type { Event } from '../../values/event.js';
import { compileSearchTerms, type RowTest } from '../compile-search.js';
import { AnchorIndex } from './anchor-index.js';
import { AnchorSample } from './anchor-sample.js';
import { type Anchor, allOf, type Necessity, necessityOf } from './necessity.js';
import { hasSubsearch } from './source-filters.js';

/** The search conditions that one search puts on the rows of a source; all must hold. */
export interface IndexedCondition {
  readonly expressions: readonly SearchExpression[];
  readonly context: EvalContext;
  /** The key under which rows hold a field that the search writes. */
  keyOf(field: string): string;
}

/** A row that stands for many of which it has only some fields. */
export interface PartialRow {
  readonly row: Event;
  /** Whether it was asked for something that it does not have. */
  askedFurther(): boolean;
}

/**
 * Says which of many search conditions hold for a row (design decision 8). Those that can are found by the values of fields;
 * only they are tested. For rows of one kind, what the kind decides is worked out once.
 */
export class ConditionIndex {
  readonly #conditions: readonly IndexedCondition[];
  readonly #raw: boolean;
  readonly #tests: readonly (RowTest | undefined)[];
  readonly #termTests = new WeakMap<SearchComparison | SearchIn, RowTest>();
  #general: AnchorIndex | undefined;
  readonly #matches: Int32Array;
  /** Per condition, how many rows it was tested on. */
  readonly tested: Int32Array;

  /** `raw`: the rows are events, not members of data sets. */
  constructor(conditions: readonly IndexedCondition[], options: { readonly raw: boolean }) {
    this.#conditions = conditions;
    this.#raw = options.raw;
    this.#tests = conditions.map(compileCondition);
    this.tested = new Int32Array(conditions.length);
    this.#matches = new Int32Array(conditions.length);
  }

  /** The numbers of the conditions that hold for the last row, in no order: as many as `match` said. */
  get matches(): Int32Array {
    return this.#matches;
  }

  /** Looks which conditions hold for a row; gives their number. */
  match(row: Event, index: AnchorIndex = this.general): number {
    const { numbers, count } = index.candidates(row);
    let found = 0;
    for (let at = 0; at < count; at++) {
      const number = numbers[at]!;
      const test = this.#tests[number];
      this.tested[number]!++;
      if (test === undefined || test(row, this.#conditions[number]!.context)) this.#matches[found++] = number;
    }
    return found;
  }

  /** The index for rows of which nothing is known. */
  get general(): AnchorIndex {
    this.#general ??= this.#indexFor(() => undefined);
    return this.#general;
  }

  /**
   * The index for the rows that a partial row stands for; `open` gives one that has not been asked for anything. Of what can be
   * looked for, the index looks for what is rare in a sample of such rows.
   */
  indexFor(open: () => PartialRow, sample: readonly Event[] = []): AnchorIndex {
    const known = new Map<string, boolean>();
    // Only fields that are known are asked of it.
    const { row } = open();
    return this.#indexFor((term, { keyOf, context }) => {
      const key = keyOf(term.field);
      // What an event says with XML entities stands in its text.
      const texts = term.kind === 'in' ? term.values : [term.value];
      if (texts.some(({ text }) => text.includes('&'))) return undefined;
      let decided = known.get(key);
      if (decided === undefined) {
        decided = isKnown(open(), key);
        known.set(key, decided);
      }
      if (!decided) return undefined;
      let test = this.#termTests.get(term);
      if (test === undefined) {
        test = compileSearchTerms(term, { semantics: context.semantics, subsearch: noSubsearch, resolveField: keyOf });
        this.#termTests.set(term, test);
      }
      return test(row, context);
    }, new AnchorSample(sample));
  }

  #indexFor(
    decide: (term: SearchComparison | SearchIn, condition: IndexedCondition) => boolean | undefined,
    sample = new AnchorSample([]),
  ): AnchorIndex {
    const costOf = (anchors: readonly Anchor[]): number => sample.costOf(anchors);
    const necessities = this.#conditions.map((condition): Necessity => {
      const options = {
        keyOf: condition.keyOf,
        decide: (term: SearchComparison | SearchIn) => decide(term, condition),
        keywords: this.#raw,
        costOf,
      };
      return allOf(
        condition.expressions.map((each) => necessityOf(each, options)),
        options,
      );
    });
    return new AnchorIndex(necessities);
  }
}

function isKnown({ row, askedFurther }: PartialRow, field: string): boolean {
  row.get(field);
  row.otherNames(field);
  return !askedFurther();
}

/** The whole condition as a test; undefined where it needs more than the row. */
function compileCondition({ expressions, context: { semantics }, keyOf }: IndexedCondition): RowTest | undefined {
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
