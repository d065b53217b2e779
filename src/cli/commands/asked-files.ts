import type { ContentFile } from '../../content/read-file.js';
import { isBelowAny } from '../../node/content/content-files.js';
import type { LoadedContent } from '../../node/content/load-content.js';

/** The loaded files that lie in what the user named; the others were read for their names only. */
export function filesBelow(content: LoadedContent, paths: readonly string[]): ContentFile[] {
  const isAskedFor = isBelowAny(paths);
  return content.files.filter(({ source }) => isAskedFor(source.name));
}
