import type { CliIo, TextSink } from '../../../src/cli/io.js';

/** A sink that keeps what is written. */
export class TextKeeper implements TextSink {
  text = '';
  readonly isTerminal: boolean;
  readonly width: number | undefined;

  constructor(isTerminal = false, width?: number) {
    this.isTerminal = isTerminal;
    this.width = width;
  }

  async write(text: string): Promise<void> {
    this.text += text;
  }
}

export interface FakeIo extends CliIo {
  readonly stdout: TextKeeper;
  readonly stderr: TextKeeper;
}

export interface FakeIoOptions {
  readonly stdin?: string;
  readonly terminal?: boolean;
  readonly width?: number;
  readonly env?: Readonly<Record<string, string>>;
  /** Milliseconds. */
  readonly clock?: number;
}

/** Everything the command line touches, in memory. */
export function fakeIo({
  stdin = '',
  terminal,
  width,
  env = {},
  clock = 1_763_600_000_000,
}: FakeIoOptions = {}): FakeIo {
  let timer = 0;
  return {
    stdout: new TextKeeper(terminal, width),
    stderr: new TextKeeper(terminal, width),
    stdin: {
      async *[Symbol.asyncIterator]() {
        yield new TextEncoder().encode(stdin);
      },
    },
    env,
    clock: () => clock,
    timer: () => timer++,
  };
}
