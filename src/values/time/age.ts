/** Units in which `reltime` says how long ago a time was, with their seconds, the largest first: a month has 30 days, a year 12 of these months. */
export const ageUnits: readonly (readonly [string, number])[] = [
  ['year', 360 * 86_400],
  ['month', 30 * 86_400],
  ['day', 86_400],
  ['hour', 3600],
  ['minute', 60],
  ['second', 1],
];
