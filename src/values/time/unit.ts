/** A calendar unit is moved on the wall clock, an elapsed one on the time line (spl-core 4.1). */
export type TimeUnit = 's' | 'm' | 'h' | 'd' | 'w' | 'mon' | 'q' | 'y';

const spellings: Readonly<Record<TimeUnit, string>> = {
  s: 's sec secs second seconds',
  m: 'm min mins minute minutes',
  h: 'h hr hrs hour hours',
  d: 'd day days',
  w: 'w week weeks',
  mon: 'mon month months',
  q: 'q qtr qtrs quarter quarters',
  y: 'y yr yrs year years',
};

const unitOfWord = new Map<string, TimeUnit>(
  Object.entries(spellings).flatMap(([unit, words]) =>
    words.split(' ').map((word) => [word, unit as TimeUnit] as const),
  ),
);

/** The unit that a word names (`m` is minutes, `mon` months), or undefined. */
export function timeUnit(word: string): TimeUnit | undefined {
  return unitOfWord.get(word);
}

/** Seconds of the units that always last the same; days and weeks only where no calendar is involved. */
export const unitSeconds: ReadonlyMap<TimeUnit, number> = new Map([
  ['s', 1],
  ['m', 60],
  ['h', 3600],
  ['d', 86_400],
  ['w', 604_800],
]);

/** A text that is no time spec, span or duration: what is wrong, and the offset of the first character that is. */
export interface TimeSyntaxError {
  readonly error: string;
  readonly offset: number;
}
