import { join } from 'node:path';
import { readContentFile } from '../../content/read-file.js';
import { suggest } from '../../support/suggest.js';
import { listFiles } from './content-files.js';
import { readFiles } from './load-content.js';

/** The files of the detections that a name or id stands for; where there are none, names that are spelled alike. */
export interface FoundDetections {
  readonly paths: readonly string[];
  readonly alike: readonly string[];
}

/**
 * Looks for detections of a content root by name, by id or by the name of their file without its ending; letter case does
 * not count. Versions of one detection that lie side by side all have its name.
 */
export async function findDetections(root: string, wanted: string): Promise<FoundDetections> {
  const folder = join(root, 'detections');
  const { files } = await listFiles(folder, root, /\.ya?ml$/i);
  const text = plain(wanted);
  const ofFile = files.filter(({ path }) => plain(fileNameOf(path)) === text);
  if (ofFile.length > 0) return { paths: ofFile.map(({ path }) => path), alike: [] };
  const mount = { prefix: '', folder: root };
  const read = await readFiles(files.map(({ path }) => ({ path, mount, origin: 'repository' as const })));
  const paths: string[] = [];
  const names = new Set<string>();
  for (const [index, file] of read.entries()) {
    if (!('source' in file)) continue;
    const name = /^name:(.*)$/m
      .exec(file.source.text)?.[1]
      ?.trim()
      .replace(/^(["'])(.*)\1$/, '$2');
    if (name !== undefined) names.add(wanted.includes('_') ? fileNameOf(files[index]!.path) : name);
    // The text of few files holds the name; where it is in lines of its own only reading the file tells.
    if (!plain(file.source.text).includes(text)) continue;
    const [head] = readContentFile(file).heads;
    if ([head?.name, head?.id].some((each) => each !== undefined && plain(each.text) === text))
      paths.push(files[index]!.path);
  }
  return { paths, alike: paths.length > 0 ? [] : suggest(wanted, names, 3) };
}

const plain = (text: string): string => text.trim().replace(/\s+/g, ' ').toLowerCase();

const fileNameOf = (path: string): string => path.replace(/^.*[\\/]/, '').replace(/\.ya?ml$/i, '');
