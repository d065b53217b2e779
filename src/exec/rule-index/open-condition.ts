import { termsOf } from '../../syntax/parts.js';
import type { IndexedCondition } from './condition-index.js';
import { type FieldTerm, holds, type KnownTerms, unanswered } from './known-terms.js';
import { type Need, needOf } from './necessity.js';

/** Answers to more comparisons than this are too many for a number. */
const mostInNumber = 32;
/** Needs that are remembered at most: which comparisons are answered, and how, depends on the input. */
const maxRemembered = 512;

/**
 * A condition of which some comparisons may be answered already. What is needed for the rest is worked out once for all kinds of rows
 * that agree in those answers.
 */
export class OpenCondition {
  readonly #condition: IndexedCondition;
  readonly #keywords: boolean;
  /** Its comparisons by their numbers, each once. */
  readonly #numbers: readonly number[];
  readonly #numberOf = new Map<FieldTerm, number>();
  readonly #needs = new Map<number | string, Need>();

  /** `keywords`: {@link NecessityOptions.keywords}. */
  constructor(condition: IndexedCondition, terms: KnownTerms, keywords: boolean) {
    this.#condition = condition;
    this.#keywords = keywords;
    for (const expression of condition.expressions) {
      for (const term of termsOf(expression)) {
        if (term.kind !== 'comparison' && term.kind !== 'in') continue;
        const number = terms.numberOf(term, condition.keyOf(term.field), condition.context);
        if (number !== undefined) this.#numberOf.set(term, number);
      }
    }
    this.#numbers = [...new Set(this.#numberOf.values())];
  }

  /** What must be so for it to hold where comparisons are answered so; undefined: none is. */
  need(answers: Uint8Array | undefined): Need {
    const signature = this.#signature(answers);
    let need = this.#needs.get(signature);
    if (need === undefined) {
      need = this.#find(answers);
      if (this.#needs.size < maxRemembered) this.#needs.set(signature, need);
    }
    return need;
  }

  /** The answers that concern it, as a key; 0 where there is none. */
  #signature(answers: Uint8Array | undefined): number | string {
    if (answers === undefined) return 0;
    const numbers = this.#numbers;
    if (numbers.length > mostInNumber) return numbers.map((number) => answers[number]!).join('');
    let signature = 0;
    for (let at = 0; at < numbers.length; at++) signature = signature * 3 + answers[numbers[at]!]!;
    return signature;
  }

  #find(answers: Uint8Array | undefined): Need {
    const { expressions, keyOf } = this.#condition;
    const decide = (term: FieldTerm): boolean | undefined => {
      const number = this.#numberOf.get(term);
      const answer = number === undefined ? unanswered : answers![number]!;
      return answer === unanswered ? undefined : answer === holds;
    };
    return needOf(expressions, { keyOf, keywords: this.#keywords, ...(answers === undefined ? {} : { decide }) });
  }
}
