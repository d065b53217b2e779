import { spawnSync } from 'node:child_process';

/** The middle of several figures. */
export function median(figures: readonly number[]): number {
  const sorted = [...figures].sort((a, b) => a - b);
  return sorted[sorted.length >> 1] ?? Number.NaN;
}

/** Milliseconds of a process, and its peak memory in MB where it was asked to say so. */
export function timeProcess(args: readonly string[]): { readonly ms: number; readonly peak: number } {
  const start = performance.now();
  const ended = spawnSync(process.execPath, args, { encoding: 'utf8', maxBuffer: 1 << 28 });
  const ms = performance.now() - start;
  if (ended.error !== undefined || (ended.status ?? 1) > 1) throw new Error(`node ${args.join(' ')}: ${ended.stderr}`);
  const peak = /peak=(\d+)/.exec(ended.stderr);
  return { ms, peak: peak === null ? Number.NaN : Number(peak[1]) / 1024 };
}

/** Milliseconds of several pieces of work, each run as often as asked, in turns so that a busy machine slows all of them. */
export async function inTurns(times: number, works: readonly (() => Promise<unknown>)[]): Promise<number[]> {
  const figures: number[][] = works.map(() => []);
  for (let turn = 0; turn < times; turn++) {
    for (const [index, work] of works.entries()) {
      const start = performance.now();
      await work();
      figures[index]!.push(performance.now() - start);
    }
  }
  return figures.map(median);
}
