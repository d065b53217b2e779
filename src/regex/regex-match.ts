/** One match of a pattern. */
export interface RegexMatch {
  /** Where the match begins and ends in the subject (UTF-16, end excluded). */
  readonly index: number;
  readonly end: number;
  /** By group number, [0] the whole match; `undefined` where a group took no part. */
  readonly groups: readonly (string | undefined)[];
  /** Start and end of each group, as `groups`; worked out when asked for. */
  readonly offsets: readonly (readonly [start: number, end: number] | undefined)[];
}
