import { resolve, sep } from 'node:path';
import type { ContentFile } from '../../content/read-file.js';
import type { LoadedContent } from '../../node/content/load-content.js';

/** The loaded files that lie in what the user named; the others were read for their names only. */
export function filesBelow(content: LoadedContent, paths: readonly string[]): ContentFile[] {
  const folders = paths.map((path) => resolve(path));
  return content.files.filter(({ source }) => {
    const at = resolve(source.name);
    return folders.some((folder) => at === folder || at.startsWith(folder.endsWith(sep) ? folder : folder + sep));
  });
}
