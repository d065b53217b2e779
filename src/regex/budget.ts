/** Steps that matching may still take, in the spirit of PCRE's match_limit; shared by the successive matches of one call. */
export interface Budget {
  left: number;
}

const base = 2_000_000;
const perCharacter = 32;

/** The budget for one subject. A step is one instruction or one character of a run; a million take some milliseconds. */
export function budgetFor(subject: string): Budget {
  return { left: base + perCharacter * subject.length };
}
