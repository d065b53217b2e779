import type { EvalContext } from '../functions/context.js';
import type { HeldRoom } from '../functions/held-room.js';
import { charactersPerValue, mostInTable, placeInTable } from '../values/limits.js';
import type { Scalar } from '../values/value.js';
import { reportLimit } from './report-limit.js';

/** Shorter texts are not counted where a state holds one value only: the number of states is limited already. */
const longText = 400;

/** The room that the limit `heldValues` leaves; that nothing more is taken is reported. */
export class LimitedRoom implements HeldRoom {
  readonly #context: EvalContext;
  readonly #what: string;
  #left: number;
  #texts = 0;
  full = false;

  /** `what` begins the sentence that reports the limit. */
  constructor(context: EvalContext, what: string) {
    this.#context = context;
    this.#what = what;
    this.#left = context.limits.heldValues;
  }

  take(values: number): boolean {
    if (this.full) return false;
    this.#left -= values;
    if (this.#left >= 0) return true;
    this.full = true;
    reportLimit(this.#context, this.#what, 'heldValues');
    return false;
  }

  takeText(text: string): boolean {
    // A table that is full takes no more, whatever room there is.
    return this.take(this.#texts++ < mostInTable ? sizeOfText(text) : Number.POSITIVE_INFINITY);
  }

  takeInList(value: Scalar): boolean {
    return this.take(1 + longSize(value));
  }

  takeInstead(value: Scalar, before: Scalar | null): boolean {
    const more = longSize(value) - longSize(before);
    if (more > 0) return this.take(more);
    this.#left -= more;
    return true;
  }

  giveText(text: string): void {
    this.#texts--;
    this.#left += sizeOfText(text);
  }
}

/** Whole numbers are the quickest to count by, which is done for each distinct value of each group. */
function sizeOfText(text: string): number {
  return placeInTable + Math.trunc(text.length / charactersPerValue);
}

function longSize(value: Scalar | null): number {
  return typeof value === 'string' && value.length > longText ? value.length / charactersPerValue : 0;
}
