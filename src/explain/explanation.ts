/** What became of the rows of a search, as plain data that can be sent between threads and printed. */
export interface Explanation {
  readonly steps: readonly StepRows[];
  /** Set when nothing came out: where the rows ended, and why as far as that can be told. */
  readonly end?: RowsEnd;
}

/** Rows into and out of one command. */
export interface StepRows {
  readonly command: string;
  /** The command as it stands in the expanded search, on one line. */
  readonly text: string;
  /** For the first command the events or rows it began with. */
  readonly rowsIn: number;
  readonly rowsOut: number;
}

/** The command after which no row was left. */
export interface RowsEnd {
  readonly command: string;
  readonly text: string;
  /** In words, without the details that follow. */
  readonly reason: string;
  /** For a condition that no row met. */
  readonly nearestMiss?: NearestMiss;
  /** For commands that need fields: how many of the rows had each. */
  readonly fields?: readonly FieldPresence[];
}

/** The row that met most parts of a condition. */
export interface NearestMiss {
  readonly conditions: readonly ConditionPart[];
  /** Rows that were looked at. */
  readonly rows: number;
  readonly event: readonly EventField[];
}

/** One part of a condition; all parts have to hold. */
export interface ConditionPart {
  readonly text: string;
  /** Macros it came out of, outermost first. */
  readonly macros: readonly string[];
  /** Whether it held for the nearest row. */
  readonly holds: boolean;
  /** Rows it held for, each part taken alone. */
  readonly rows: number;
  /** The fields it looks at, with their values in the nearest row. */
  readonly fields: readonly EventField[];
}

export interface EventField {
  readonly name: string;
  /** Empty: the row does not have the field. Long texts are cut. */
  readonly values: readonly string[];
}

export interface FieldPresence {
  readonly name: string;
  readonly rows: number;
}
