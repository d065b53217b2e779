import type { Writable } from 'node:stream';
import { systemReason } from '../node/content/content-files.js';
import { streamBytes } from '../node/events/byte-source.js';
import { type CliIo, OutputClosed, OutputFailed, type TextSink } from './io.js';
import { runProgram } from './program.js';

/** A stream of the process as a sink: waits for room, and knows when its reader has gone. */
class StreamSink implements TextSink {
  readonly #stream: Writable & { readonly isTTY?: boolean; readonly columns?: number };
  #ended: Error | undefined;

  constructor(stream: Writable) {
    this.#stream = stream;
    stream.on('error', (error) => {
      this.#ended ??= endOf(error);
    });
  }

  get isTerminal(): boolean {
    return this.#stream.isTTY === true;
  }

  get width(): number | undefined {
    const { columns } = this.#stream;
    return columns === undefined || columns < 20 ? undefined : columns;
  }

  write(text: string): Promise<void> {
    if (this.#ended !== undefined) return Promise.reject(this.#ended);
    if (text === '') return Promise.resolve();
    return new Promise((resolve, reject) => {
      this.#stream.write(text, (error) => {
        if (error === null || error === undefined) resolve();
        else reject(endOf(error));
      });
    });
  }
}

const goneCodes = new Set(['EPIPE', 'EOF', 'ECONNRESET', 'ERR_STREAM_DESTROYED', 'ERR_STREAM_WRITE_AFTER_END']);

function endOf(error: Error): Error {
  return goneCodes.has((error as NodeJS.ErrnoException).code ?? '')
    ? new OutputClosed()
    : new OutputFailed('standard output', systemReason(error));
}

/** Standard error going away must not stop the work. */
class QuietSink extends StreamSink {
  override write(text: string): Promise<void> {
    return super.write(text).catch(() => {});
  }
}

let stdinUsed = false;

const io: CliIo = {
  stdout: new StreamSink(process.stdout),
  stderr: new QuietSink(process.stderr),
  stdin: {
    [Symbol.asyncIterator]() {
      stdinUsed = true;
      return streamBytes(process.stdin);
    },
  },
  env: process.env,
  clock: () => Date.now(),
  timer: () => performance.now(),
  packageFolders: [process.cwd()],
};

/** The program with the arguments, streams and clock of the process; sets its exit code. */
export async function runProcess(): Promise<void> {
  process.exitCode = await runProgram(process.argv.slice(2), io);
  // Standard input that is not read to its end would keep the process alive.
  if (stdinUsed) process.stdin.destroy();
}
