import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { runProgram } from '../../src/cli/program.js';
import { fakeIo } from '../unit/cli/fake-io.js';

/** Where the packages of the engines are. */
export const packageFolder = fileURLToPath(new URL('./', import.meta.url));
export const rules = fileURLToPath(new URL('../../rules', import.meta.url));

export function installed(packageName: string): boolean {
  try {
    createRequire(import.meta.url).resolve(packageName);
    return true;
  } catch {
    return false;
  }
}

/** The command line as a user calls it, with the engines installed beside. */
export async function escudo(
  args: readonly string[],
  env: Readonly<Record<string, string>> = {},
): Promise<{ exit: number; stdout: string; stderr: string }> {
  const io = { ...fakeIo({ env }), packageFolders: [packageFolder] };
  const exit = await runProgram(args, io);
  return { exit, stdout: io.stdout.text, stderr: io.stderr.text };
}

const made: string[] = [];

/** Removes what `folderWith` made; to be called after all tests of a file. */
export async function removeFolders(): Promise<void> {
  for (const dir of made.splice(0)) await rm(dir, { recursive: true, force: true });
}

/** A folder of its own with some files, until `removeFolders`. */
export async function folderWith(files: Readonly<Record<string, string>> = {}): Promise<string> {
  const dir = await mkdtemp(join(tmpdir(), 'escudo-engines-'));
  made.push(dir);
  for (const [name, text] of Object.entries(files)) await writeFile(join(dir, name), text);
  return dir;
}

/** Events as lines of JSON. */
export const ndjson = (events: readonly object[]): string =>
  events.map((event) => `${JSON.stringify(event)}\n`).join('');
