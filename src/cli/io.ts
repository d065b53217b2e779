/** Where text goes. `write` resolves when there is room for more; it rejects with {@link OutputClosed} when nobody reads. */
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

/** Whether text for this sink may be coloured (no-color.org). */
export function usesColor(sink: TextSink, env: CliIo['env']): boolean {
  return sink.isTerminal && (env.NO_COLOR ?? '') === '' && env.TERM !== 'dumb';
}
