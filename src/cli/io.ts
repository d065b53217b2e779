/**
 * Where text goes. `write` resolves when there is room for more; it rejects with {@link OutputClosed} when nobody reads, and with
 * {@link OutputFailed} when the text cannot be put there.
 */
export interface TextSink {
  write(text: string): Promise<void>;
  readonly isTerminal: boolean;
  /** Columns of the terminal. */
  readonly width: number | undefined;
}

/** Everything the command line touches outside of files, so that a test can stand in for the process. */
export interface CliIo {
  readonly stdout: TextSink;
  readonly stderr: TextSink;
  readonly stdin: AsyncIterable<Uint8Array>;
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Wall clock, milliseconds. */
  clock(): number;
  /** A clock that only goes forward, milliseconds with a fraction: for measuring. */
  timer(): number;
  /** Where optional packages are looked for besides the place of escudo itself. */
  readonly packageFolders?: readonly string[];
}

/** The reader of our output has gone (`| head`): no error, but the end of the work. */
export class OutputClosed extends Error {}

/** The place for our output does not take it: its disk is full, say. What was written is not the whole. */
export class OutputFailed extends Error {
  /** `where` as the user knows it; `reason` in words. */
  constructor(
    readonly where: string,
    readonly reason: string,
  ) {
    super(`Cannot write ${where}: ${reason}.`);
  }
}

/** Whether work ended because of where its output goes, and not by a fault of its own. */
export function isOutputProblem(error: unknown): boolean {
  return error instanceof OutputClosed || error instanceof OutputFailed;
}

/** Whether text for this sink may be coloured (no-color.org). */
export function usesColor(sink: TextSink, env: CliIo['env']): boolean {
  return sink.isTerminal && (env.NO_COLOR ?? '') === '' && env.TERM !== 'dumb';
}
