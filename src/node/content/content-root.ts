import { stat } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';

async function exists(path: string, kind: 'file' | 'folder'): Promise<boolean> {
  try {
    const found = await stat(path);
    return kind === 'file' ? found.isFile() : found.isDirectory();
  } catch {
    return false;
  }
}

/** A folder with `contentctl.yml`, or with at least two of `detections/`, `macros/`, `lookups/` (design 5). */
export async function isContentRoot(folder: string): Promise<boolean> {
  if (await exists(join(folder, 'contentctl.yml'), 'file')) return true;
  const folders = await Promise.all(
    ['detections', 'macros', 'lookups'].map((name) => exists(join(folder, name), 'folder')),
  );
  return folders.filter(Boolean).length >= 2;
}

/** The content root that a file or folder belongs to, looked for upwards from it. */
export async function findContentRoot(path: string): Promise<string | undefined> {
  let folder = resolve(path);
  for (;;) {
    if (await isContentRoot(folder)) return folder;
    const parent = dirname(folder);
    if (parent === folder) return undefined;
    folder = parent;
  }
}
