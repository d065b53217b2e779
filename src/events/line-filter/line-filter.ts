/**
 * What a line must hold to be worth reading: one of these texts, letters in either case. Each is lower-case printable ASCII
 * and not empty.
 */
export type WantedTexts = readonly string[];

/**
 * What a line that is passed over must look like besides. `object`: it begins with `{` and ends with `}`, as far as the bytes
 * at its ends show; `text`: it begins with a character that is neither blank nor a control character. Any other line is wanted, so that what
 * is broken is found and reported as if every line were read.
 */
export type LineForm = 'object' | 'text';

/** The wanted lines of a stretch of bytes; the object is used again by the next call. */
export interface LineSelection {
  /** Three numbers for each wanted line: where it begins, where its line feed is, and how many lines stand before it in the stretch. */
  readonly wanted: Int32Array;
  /** How many wanted lines there are. */
  readonly count: number;
  /** Lines in the stretch. */
  readonly lines: number;
  /** Where the stretch ends. */
  readonly end: number;
}

/** Finds the wanted lines of an input without decoding it. Implementations give the same selections. */
export interface LineFilter {
  readonly texts: WantedTexts;
  /** Memory for bytes that are to be looked at: what is read into it need not be copied. It belongs to the caller. */
  room(size: number): Uint8Array;
  /**
   * Looks at the whole lines from `from` to `to`; the byte before `to` is a line feed. A line of more than `longest` bytes is wanted
   * whatever it holds.
   */
  select(bytes: Uint8Array, from: number, to: number, form: LineForm, longest: number): LineSelection;
}
