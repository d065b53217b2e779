import { assembleContent, type Content } from '../../content/content.js';
import type { ContentFile } from '../../content/read-file.js';
import { createSchemaValidator } from '../../content/schema/validator.js';
import type { Diagnostic } from '../../diagnostics/diagnostic.js';
import { contentReader } from './content-reader.js';
import { type GatheredFile, type GatherOptions, gatherContent, readGathered } from './gather-content.js';

export interface LoadContentOptions extends GatherOptions {
  /** `--macro name=definition`. */
  readonly macroFlags?: readonly string[];
  /** Rules that are in no file, such as standard input. */
  readonly texts?: readonly ContentFile[];
  /** Hold every file against its schema. */
  readonly validate?: boolean;
}

/** Content, and the folders it came from. */
export interface LoadedContent extends Content {
  readonly roots: readonly string[];
}

const openFiles = 32;

/**
 * Reads rules and everything they may name. Files are read in parallel; the result does not depend on which arrives first.
 * Nothing is read outside the folders that the user named or that lie above the rules as their content root.
 */
export async function loadContent(options: LoadContentOptions): Promise<LoadedContent> {
  const gathered = await gatherContent(options);
  const files: ContentFile[] = [];
  const diagnostics: Diagnostic[] = [...gathered.diagnostics];
  for (const read of await readFiles(gathered.files)) {
    if ('source' in read) files.push(read);
    else diagnostics.push(read);
  }
  const content = assembleContent([...files, ...(options.texts ?? [])], {
    reader: contentReader(gathered.mounts),
    ...(options.validate ? { validator: await createSchemaValidator() } : {}),
    ...(options.macroFlags === undefined ? {} : { macroFlags: options.macroFlags }),
  });
  return {
    ...content,
    diagnostics: [...diagnostics, ...content.diagnostics],
    roots: gathered.mounts.map((mount) => mount.folder),
  };
}

/** The texts of files, in their order; a few are read at the same time. */
export async function readFiles(files: readonly GatheredFile[]): Promise<(ContentFile | Diagnostic)[]> {
  const results: (ContentFile | Diagnostic)[] = new Array(files.length);
  let next = 0;
  const reader = async () => {
    for (let at = next++; at < files.length; at = next++) results[at] = await readGathered(files[at]!);
  };
  await Promise.all(Array.from({ length: Math.min(openFiles, files.length) }, reader));
  return results;
}
