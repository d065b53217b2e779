import { type ExitCode, exitCodes } from './exit-codes.js';
import { FileSink } from './file-sink.js';
import type { CliIo, TextSink } from './io.js';
import type { UsageProblem } from './parse-options.js';

/** Gives the work the place for its results: `--output`, or standard output. */
export async function withOutput(
  path: string | undefined,
  io: CliIo,
  work: (sink: TextSink) => Promise<ExitCode>,
): Promise<ExitCode> {
  if (path === undefined || path === '-') return work(io.stdout);
  const sink = await FileSink.create(path);
  try {
    return await work(sink);
  } finally {
    await sink.close();
  }
}

/** A search reads events and none are named. */
export const noEvents: UsageProblem = {
  problem: 'No events are given.',
  help: ['Write --events PATH..., or --events - for standard input.'],
};

/** Says what is wrong with the command line. */
export async function showUsage({ problem, help }: UsageProblem, io: CliIo): Promise<ExitCode> {
  const { visible } = await import('../diagnostics/visible-text.js');
  const lines = [`escudo: ${problem}`, ...help.map((each) => `  ${each}`)];
  await io.stderr.write(`${lines.map(visible).join('\n')}\n`);
  return exitCodes.unusable;
}
