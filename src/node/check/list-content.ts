import { readdir, stat } from 'node:fs/promises';
import { join, resolve } from 'node:path';

/** Folders whose files rules ask about. */
const listed = [
  'lookups',
  'detections',
  'macros',
  'data_sources',
  'deployments',
  'baselines',
  'dashboards',
  'playbooks',
  'stories',
];
const mostListed = 200_000;

/** The paths of the files below the folders of a content root. Links are not followed. */
export async function listContent(root: string): Promise<string[]> {
  const paths: string[] = [];
  const visit = async (folder: string, below: string): Promise<void> => {
    let entries: import('node:fs').Dirent[];
    try {
      entries = await readdir(folder, { withFileTypes: true });
    } catch {
      return;
    }
    for (const entry of entries) {
      if (paths.length >= mostListed) return;
      const path = `${below}/${entry.name}`;
      if (entry.isDirectory()) await visit(join(folder, entry.name), path);
      else paths.push(path);
    }
  };
  for (const name of listed) await visit(join(root, name), name);
  return paths.sort();
}

/** Those of some paths, relative to a content root or not, that files are found at. */
export async function existingFiles(root: string, paths: readonly string[]): Promise<string[]> {
  const found = await Promise.all(
    [...new Set(paths)].slice(0, mostListed).map(async (path) => {
      const known = await stat(resolve(root, path)).catch(() => undefined);
      return known?.isFile() === true ? path : [];
    }),
  );
  return found.flat();
}
