/** What the process says to its caller (design 5). */
export const exitCodes = {
  ok: 0,
  /** Something was found, with an option that asks for it. */
  found: 1,
  /** Wrong usage, unreadable input, nothing that could be run. */
  unusable: 2,
  /** A bug of escudo. */
  bug: 3,
} as const;

export type ExitCode = (typeof exitCodes)[keyof typeof exitCodes];
