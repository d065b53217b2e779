/** A fault in a pattern, thrown inside the parser only; `compileRegex` turns it into a value. */
export class PatternError extends Error {
  constructor(
    message: string,
    /** UTF-16 offset in the pattern. */
    readonly offset: number,
  ) {
    super(message);
  }
}
