import { realpath, stat } from 'node:fs/promises';
import { type Diagnostic, diagnostic } from '../../diagnostics/diagnostic.js';
import { inputPaths } from './input-paths.js';

/** The files of a load. */
export interface FilesToLoad {
  /** Paths to read; those that cannot be read are among them, so that reading says why. */
  readonly paths: readonly string[];
  /** What is written down of each file: its real path, and its size and time of change. */
  readonly stamps: ReadonlyMap<string, string>;
  /** Files that are left out because they were loaded before. */
  readonly known: number;
  readonly diagnostics: readonly Diagnostic[];
}

/** The files below some paths without those that were loaded before; `-` stands for itself and is always loaded. */
export async function filesToLoad(paths: readonly string[], loaded: ReadonlyMap<string, string>): Promise<FilesToLoad> {
  const wanted: string[] = [];
  const stamps = new Map<string, string>();
  const diagnostics: Diagnostic[] = [];
  let known = 0;
  for (const path of paths) {
    if (path === '-') wanted.push(path);
    else
      for await (const found of inputPaths(path)) {
        const stamp = 'failure' in found ? undefined : await stampOf(found.file);
        const before = stamp === undefined ? undefined : loaded.get(stamp.name);
        if (before !== undefined && before === stamp!.value) known++;
        else wanted.push(found.file);
        if (stamp === undefined) continue;
        if (before !== undefined && before !== stamp.value)
          diagnostics.push(diagnostic('engine-file-changed', { file: found.file }));
        stamps.set(stamp.name, stamp.value);
      }
  }
  return { paths: wanted, stamps, known, diagnostics };
}

async function stampOf(file: string): Promise<{ name: string; value: string } | undefined> {
  try {
    const { size, mtimeMs } = await stat(file);
    return { name: await realpath(file), value: `${size} bytes, changed ${new Date(mtimeMs).toISOString()}` };
  } catch {
    // Reading the file says what is wrong with it.
    return undefined;
  }
}
