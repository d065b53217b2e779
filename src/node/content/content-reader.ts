import { realpath } from 'node:fs/promises';
import { join } from 'node:path';
import { type CatalogReader, ContentReadError, pathBelowRoot } from '../../content/reader.js';
import { isBelow, readTextFile, systemReason } from './content-files.js';

/** A folder of content and the prefix under which its files appear in the catalog; '' is the main content root. */
export interface Mount {
  readonly prefix: string;
  readonly folder: string;
}

const maxBytes = 256 * 1024 * 1024;

/** Reads lookup data below the mounted folders, and nowhere else. */
export function contentReader(mounts: readonly Mount[]): CatalogReader {
  const find = (path: string): { mount: Mount; rest: string } | undefined => {
    const mount =
      mounts.find((each) => each.prefix !== '' && path.startsWith(`${each.prefix}/`)) ??
      mounts.find((each) => each.prefix === '');
    return mount && { mount, rest: mount.prefix === '' ? path : path.slice(mount.prefix.length + 1) };
  };
  return {
    nameOf(path) {
      const found = find(path);
      return found === undefined ? path : join(found.mount.folder, found.rest);
    },
    async readText(path) {
      const found = find(path);
      if (found === undefined) return undefined;
      const { mount } = found;
      const below = pathBelowRoot(found.rest);
      if (below === undefined) throw new ContentReadError('outside-root', path);
      try {
        const real = await realpath(join(mount.folder, below));
        if (!isBelow(await realpath(mount.folder), real)) throw new ContentReadError('outside-root', path);
        const read = await readTextFile(real, maxBytes);
        if ('text' in read) return read.text;
        if (read.problem === 'too-large') throw new ContentReadError('too-large', `${maxBytes / 1024 / 1024} MB`);
        throw new ContentReadError('unreadable', 'it is not a regular file');
      } catch (error) {
        if (error instanceof ContentReadError) throw error;
        const code = (error as NodeJS.ErrnoException).code;
        if (code === 'ENOENT' || code === 'ENOTDIR') return undefined;
        throw new ContentReadError('unreadable', systemReason(error));
      }
    },
  };
}
