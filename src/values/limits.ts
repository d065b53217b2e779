/**
 * Bounds on what a search may hold or produce (spl-commands appendix C). Each can be changed per run; reaching one is
 * reported, never silent.
 */
export interface Limits {
  /** Rows kept by `sort` without a count. */
  readonly sortRows: number;
  /** Values kept by `list()`. */
  readonly listValues: number;
  /** Rows a `[subsearch]` may turn into text. */
  readonly subsearchRows: number;
  /** Rows of the subsearch of append, join, appendcols and union. */
  readonly appendRows: number;
  readonly setRows: number;
  /** Nested subsearches. */
  readonly subsearchDepth: number;
  readonly transactionEvents: number;
  readonly transactionOpen: number;
  readonly transactionOpenEvents: number;
  readonly mapSearches: number;
  readonly streamWindow: number;
  readonly topRows: number;
  readonly timechartBins: number;
  readonly chartColumns: number;
  readonly lookupMatches: number;
  /** Characters `spath` reads when it extracts everything. */
  readonly spathCharacters: number;
  readonly kvFields: number;
  readonly kvCharacters: number;
  readonly contingencyRows: number;
  /** Rows a blocking operator may hold. */
  readonly heldRows: number;
  /**
   * Values in the long lists of the rows that a blocking operator or a result holds, or that a command gathers of rows; 16 characters of an
   * event or a text count as one, a place in a table of distinct values or keys as four.
   */
  readonly heldValues: number;
  /** Rows a command that makes several of one may add to those it is given: mvexpand, untable, multikv, join, map. */
  readonly addedRows: number;
  /** Characters of a text that an expression makes of others. */
  readonly valueCharacters: number;
  /** Values of a multivalue that an expression makes. */
  readonly fieldValues: number;
  /** Length of a text a regex is tried on; the rest is not looked at. */
  readonly regexSubject: number;
  /** Characters a search may grow to while macros are expanded, or that rows are written as to be one. */
  readonly expandedCharacters: number;
  readonly macroDepth: number;
}

export const defaultLimits: Limits = {
  sortRows: 10_000,
  listValues: 100,
  subsearchRows: 10_000,
  appendRows: 50_000,
  setRows: 50_000,
  subsearchDepth: 8,
  transactionEvents: 1_000,
  transactionOpen: 5_000,
  transactionOpenEvents: 100_000,
  mapSearches: 10,
  streamWindow: 10_000,
  topRows: 50_000,
  timechartBins: 50_000,
  chartColumns: 10,
  lookupMatches: 100,
  spathCharacters: 5_000,
  kvFields: 100,
  kvCharacters: 10_240,
  contingencyRows: 1_000,
  heldRows: 5_000_000,
  heldValues: 50_000_000,
  addedRows: 20_000_000,
  valueCharacters: 16_000_000,
  fieldValues: 1_000_000,
  regexSubject: 1_000_000,
  expandedCharacters: 4_000_000,
  macroDepth: 100,
};

/** Characters that take about as much memory as a value of a list. */
export const charactersPerValue = 16;

/** Entries that a set or a map of the machine can have. */
export const mostInTable = 2 ** 24 - 1;

/** What a place in a set or map takes with its text, in values of a list. */
export const placeInTable = 4;

/** What is said where a limit cut something short; `what` begins a sentence. */
export function limitText(what: string, limit: keyof Limits, limits: Limits): string {
  return `${what} reached the limit ${limit} of ${limits[limit]}; what lies beyond is left out. Raise it with limits.${limit}.`;
}
