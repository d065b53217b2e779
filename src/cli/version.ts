import { readFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The version of the package this code is in. */
export async function version(): Promise<string> {
  for (let folder = dirname(fileURLToPath(import.meta.url)); ; folder = dirname(folder)) {
    try {
      const found = JSON.parse(await readFile(join(folder, 'package.json'), 'utf8')) as {
        name?: string;
        version?: string;
      };
      if (found.name === 'escudo') return found.version ?? 'unknown';
    } catch {
      // Not in this folder.
    }
    if (dirname(folder) === folder) return 'unknown';
  }
}
