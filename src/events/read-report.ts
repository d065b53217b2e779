/** A part of the input that is not (or not wholly) an event. */
export interface BadLine {
  readonly line: number;
  readonly offset: number;
  /** What is wrong, as the end of a sentence: `is not valid JSON (…)`. */
  readonly reason: string;
  /** The first characters of it. */
  readonly excerpt: string;
}

/** What reading one file came to. Counts go on after the first examples are kept. */
export interface ReadReport {
  readonly file: string;
  /** The format read; undefined until enough bytes have come, or when none fits. */
  format: string | undefined;
  /** Bytes after decompression. */
  bytes: number;
  events: number;
  badLines: number;
  readonly firstBad: BadLine[];
  /** Events without a time of their own, whether or not an earlier event lent them one. */
  withoutTime: number;
  /** The line of the first of those. */
  firstWithoutTime: number | undefined;
  /** Events of a time after {@link EventReaderOptions.futureAfter}. */
  future: number;
  firstFuture: number | undefined;
  /** Lines or records cut at the size limit. */
  cut: number;
  /** The first of those: its line. */
  firstCut: number | undefined;
  /** Events in which bytes that are not UTF-8 were replaced by U+FFFD. */
  replacedText: number;
  firstReplaced: number | undefined;
  /** Lines from whose ends NUL bytes were dropped, and events that hold some. */
  nulBytes: number;
  firstNul: number | undefined;
  /** Lines that were passed over unread: they hold nothing that was wanted. Nothing else in the report counts them. */
  skippedLines: number;
  /** The input ended early: why. */
  truncated: string | undefined;
}

export function newReadReport(file: string): ReadReport {
  return {
    file,
    format: undefined,
    bytes: 0,
    events: 0,
    badLines: 0,
    firstBad: [],
    withoutTime: 0,
    firstWithoutTime: undefined,
    future: 0,
    firstFuture: undefined,
    cut: 0,
    firstCut: undefined,
    replacedText: 0,
    firstReplaced: undefined,
    nulBytes: 0,
    firstNul: undefined,
    skippedLines: 0,
    truncated: undefined,
  };
}
