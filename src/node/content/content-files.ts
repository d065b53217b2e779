import { readFileSync, type Stats, statSync } from 'node:fs';
import { readdir, realpath, stat } from 'node:fs/promises';
import { dirname, join, relative, resolve, sep } from 'node:path';
import { unreadable } from '../../content/content.js';
import { type Diagnostic, diagnostic } from '../../diagnostics/diagnostic.js';

/** A file that was found, and the path it has without links. */
export interface ListedFile {
  readonly path: string;
  readonly real: string;
}

/** Files below a folder, sorted by path, and what stood in the way. */
export interface FileList {
  readonly files: readonly ListedFile[];
  /** The folders that were looked into, without links. */
  readonly folders: ReadonlySet<string>;
  readonly diagnostics: readonly Diagnostic[];
}

/** Folders nested deeper are not content. */
const maxDepth = 40;
const leftOut = new Set(['node_modules', 'dist', 'build']);

/** Whether files and folders of this name are not looked at, nor what is in them: hidden ones, and those of builds. */
export function isLeftOut(name: string): boolean {
  return name.startsWith('.') || leftOut.has(name);
}

const reasons: Readonly<Record<string, string>> = {
  ENOENT: 'it does not exist',
  EACCES: 'permission denied',
  EPERM: 'permission denied',
  EISDIR: 'it is a folder',
  ENOTDIR: 'a part of the path is no folder',
  EEXIST: 'there is something else of that name',
  ELOOP: 'too many symbolic links',
  ENAMETOOLONG: 'the name is too long',
  ENOSPC: 'no space is left',
  EROFS: 'the file system is read-only',
  EMFILE: 'too many files are open',
  ENXIO: 'there is no such device',
  EIO: 'the device failed',
};

/** What went wrong with a path, in the words of the operating system without its call names. */
export function systemReason(error: unknown): string {
  const code = (error as NodeJS.ErrnoException).code;
  return (code === undefined ? undefined : reasons[code]) ?? code ?? String(error);
}

/** Whether a real path lies in a real folder. */
export function isBelow(folder: string, path: string): boolean {
  const way = relative(folder, path);
  return (
    way === '' ||
    !(way === '..' || way.startsWith(`..${sep}`) || way.includes('\0') || /^(?:[A-Za-z]:|[\\/])/.test(way))
  );
}

/** Whether a path is one of these or lies below one, as they are written: links are not followed. */
export function isBelowAny(paths: readonly string[]): (path: string) => boolean {
  const named = new Set(paths.map((path) => resolve(path)));
  return (path) => {
    for (let at = resolve(path); ; at = dirname(at)) {
      if (named.has(at)) return true;
      if (dirname(at) === at) return false;
    }
  };
}

/**
 * The files below a folder whose names match, hidden and build folders left out. Symbolic links are followed as long as
 * they stay below `root`, and no folder is entered twice.
 */
export async function listFiles(folder: string, root: string, matches: RegExp): Promise<FileList> {
  const files: ListedFile[] = [];
  const diagnostics: Diagnostic[] = [];
  const realRoot = await realpath(root);
  const entered = new Set<string>();
  const visit = async (at: string, depth: number): Promise<void> => {
    const real = await realpath(at);
    if (entered.has(real)) return;
    entered.add(real);
    if (depth > maxDepth) {
      diagnostics.push(
        diagnostic('content-too-large', { what: `the folder nesting below ${folder}`, limit: `${maxDepth} levels` }),
      );
      return;
    }
    const entries = await readdir(at, { withFileTypes: true });
    entries.sort((a, b) => (a.name < b.name ? -1 : 1));
    for (const entry of entries) {
      if (entry.name.startsWith('.')) continue;
      const path = join(at, entry.name);
      let target = join(real, entry.name);
      let isFolder = entry.isDirectory();
      let isFile = entry.isFile();
      if (entry.isSymbolicLink()) {
        try {
          target = await realpath(path);
          if (!isBelow(realRoot, target)) {
            diagnostics.push(diagnostic('content-outside-root', { path }));
            continue;
          }
          const found: Stats = await stat(target);
          isFolder = found.isDirectory();
          isFile = found.isFile();
        } catch (error) {
          diagnostics.push(unreadable(path, systemReason(error)));
          continue;
        }
      }
      if (isFolder && !leftOut.has(entry.name)) await enter(path, depth + 1);
      else if (isFile && matches.test(entry.name)) files.push({ path, real: target });
    }
  };
  const enter = async (at: string, depth: number): Promise<void> => {
    try {
      await visit(at, depth);
    } catch (error) {
      diagnostics.push(unreadable(at, systemReason(error)));
    }
  };
  await enter(folder, 0);
  return { files, folders: entered, diagnostics };
}

/**
 * The text of a regular file of at most `limit` bytes: UTF-8, or Windows-1252 where it is not. Rejects with the system's
 * error, or with a plain text when the file is too large or no regular file.
 */
export async function readTextFile(
  path: string,
  limit: number,
): Promise<{ text: string } | { problem: 'too-large' | 'not-a-file' }> {
  // Each of these calls takes longer to hand to a thread pool and back than to answer.
  const found = statSync(path);
  if (!found.isFile()) return { problem: 'not-a-file' };
  if (found.size > limit) return { problem: 'too-large' };
  const bytes = readFileSync(path);
  try {
    return { text: new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes) };
  } catch {
    return { text: new TextDecoder('windows-1252').decode(bytes) };
  }
}

/** A path that could not be looked at, as a diagnostic without a place. */
export function pathFailure(path: string, error: unknown): Diagnostic {
  const isMissing = (error as NodeJS.ErrnoException).code === 'ENOENT';
  return isMissing ? diagnostic('content-path-not-found', { path }) : unreadable(path, systemReason(error));
}
