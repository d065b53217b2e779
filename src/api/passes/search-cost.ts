import type { RegexCost } from '../../regex/measured-regex.js';

/** What a search has cost so far. */
export interface SearchCost {
  /** Rows on which its first conditions were tested: those the index could not rule out. */
  tested: number;
  /** Events handed to it. */
  events: number;
  /** Time in which its commands ran, in milliseconds; 0 without a timer. */
  milliseconds: number;
  /** The regular expressions of its commands, by pattern; empty unless a profile is wanted. */
  readonly regexes: ReadonlyMap<string, RegexCost>;
}

/** How the cost of searches is measured. */
export interface CostSettings {
  /** A clock that only goes forward, in milliseconds. */
  timer(): number;
  /** Milliseconds after which a search is stopped and refused; undefined: never. */
  readonly budget?: number | undefined;
  /** Whether regular expressions are timed one by one, which costs time itself. */
  readonly regexes?: boolean | undefined;
}

/** A search took more time than it was given; what it has found is not its whole result. */
export class BudgetExceeded extends Error {
  override readonly name = 'BudgetExceeded';
}
