import type { Dirent } from 'node:fs';
import { readdir, realpath, stat } from 'node:fs/promises';
import { join } from 'node:path';

/** A file to read, or why there is none. */
export type InputPath = { readonly file: string } | { readonly file: string; readonly failure: string };

/**
 * The files below a path in the order of their names; a file stands for itself. Links are followed, but no folder is
 * entered twice. Hidden entries and data set descriptions (`.yml`, `.yaml`) inside a folder are no events.
 */
export async function* inputPaths(path: string, entered: Set<string> = new Set()): AsyncGenerator<InputPath> {
  try {
    const status = await stat(path);
    if (!status.isDirectory()) {
      yield { file: path };
      return;
    }
  } catch (error) {
    yield { file: path, failure: failureText(error) };
    return;
  }
  // A stack instead of recursion: folders may be nested more deeply than calls can be.
  const folders = [path];
  for (let folder = folders.pop(); folder !== undefined; folder = folders.pop()) {
    let entries: Dirent[];
    try {
      const real = await realpath(folder);
      if (entered.has(real)) continue;
      entered.add(real);
      entries = await readdir(folder, { withFileTypes: true });
    } catch (error) {
      yield { file: folder, failure: failureText(error) };
      continue;
    }
    entries.sort((a, b) => (a.name < b.name ? -1 : 1));
    const inside: string[] = [];
    for (const entry of entries) {
      if (entry.name.startsWith('.')) continue;
      const child = join(folder, entry.name);
      try {
        const status = entry.isSymbolicLink() ? await stat(child) : entry;
        if (status.isDirectory()) inside.push(child);
        else if (status.isFile() && !/\.ya?ml$/i.test(entry.name)) yield { file: child };
      } catch (error) {
        yield { file: child, failure: failureText(error) };
      }
    }
    folders.push(...inside.reverse());
  }
}

/** Why the system refused, in a word or two. */
export function failureText(error: unknown): string {
  const { code, message } = error as NodeJS.ErrnoException;
  if (code === 'ENOENT') return 'no such file or folder';
  if (code === 'EACCES' || code === 'EPERM') return 'permission denied';
  if (code === 'ELOOP') return 'a link that leads to itself';
  return code ?? message;
}
