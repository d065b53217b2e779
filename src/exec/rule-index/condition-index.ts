import type { EvalContext } from '../../functions/context.js';
import type { SearchExpression } from '../../syntax/ast.js';
import type { Event } from '../../values/event.js';
import { compileSearchTerms, noSubsearch, type RowTest } from '../compile-search.js';
import { AnchorIndex } from './anchor-index.js';
import { AnchorSample } from './anchor-sample.js';
import { KnownTerms, type PartialRow } from './known-terms.js';
import { type AnchorCost, settled } from './necessity.js';
import { OpenCondition } from './open-condition.js';
import { hasSubsearch } from './source-filters.js';

/** The search conditions that one search puts on the rows of a source; all must hold. */
export interface IndexedCondition {
  readonly expressions: readonly SearchExpression[];
  readonly context: EvalContext;
  /** The key under which rows hold a field that the search writes. */
  keyOf(field: string): string;
}

/**
 * Says which of many search conditions hold for a row (design decision 8). Those that can are found by the values of fields;
 * only they are tested. For rows of one kind, what the kind decides is worked out once.
 */
export class ConditionIndex {
  readonly #conditions: readonly IndexedCondition[];
  readonly #raw: boolean;
  readonly #tests: readonly (RowTest | undefined)[];
  readonly #terms = new KnownTerms();
  #open: readonly OpenCondition[] | undefined;
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
    this.#general ??= indexOf(this.#openConditions(), undefined);
    return this.#general;
  }

  /**
   * The index for the rows that a partial row stands for; `open` gives one that has not been asked for anything. Of what can be
   * looked for, the index looks for what is rare in a sample of such rows.
   */
  indexFor(open: () => PartialRow, sample: readonly Event[] = []): AnchorIndex {
    const conditions = this.#openConditions();
    const answers = this.#terms.answers(open);
    const rows = new AnchorSample(sample);
    return indexOf(conditions, answers, (anchors) => rows.costOf(anchors));
  }

  #openConditions(): readonly OpenCondition[] {
    const keywords = this.#raw;
    this.#open ??= this.#conditions.map((each) => new OpenCondition(each, this.#terms, keywords));
    return this.#open;
  }
}

function indexOf(
  conditions: readonly OpenCondition[],
  answers: Uint8Array | undefined,
  cost?: AnchorCost,
): AnchorIndex {
  return new AnchorIndex(conditions.map((each) => settled(each.need(answers), cost)));
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
