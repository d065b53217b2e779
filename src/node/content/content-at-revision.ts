import { execFile, spawn } from 'node:child_process';
import { realpath, stat } from 'node:fs/promises';
import { dirname, join, relative, resolve, sep } from 'node:path';
import { promisify } from 'node:util';
import { assembleContent, type Content } from '../../content/content.js';
import { catalogFolders, isContentFile } from '../../content/content-kind.js';
import type { ContentFile } from '../../content/read-file.js';
import { ContentReadError } from '../../content/reader.js';
import { createSource } from '../../source/source.js';
import { quietly } from './changed-files.js';
import { findContentRoot } from './content-root.js';

const run = promisify(execFile);
const maxBuffer = 256 * 1024 * 1024;
const maxBytes = 8 * 1024 * 1024;

/** Content as git has it, or why it has not. */
export type RevisionContent =
  | {
      readonly content: Content;
      /** Whether a file of it lies in what was asked for. */
      readonly isAskedFor: (file: string) => boolean;
      /** The files themselves, for a catalog of another place. */
      readonly texts: readonly ContentFile[];
      /** Undefined: the path belongs to no content root, and no macros or lookups were read. */
      readonly root: string | undefined;
    }
  /** `isMissing`: the revision does not have the path. */
  | { readonly problem: string; readonly isMissing?: boolean };

interface Blob {
  readonly oid: string;
  readonly path: string;
}

/**
 * Reads a file or folder as it was at a git revision, with the macros, lookups and deployments of that revision. Nothing is checked out;
 * revision and path go to git as arguments, never through a shell. Lookup tables are read when they are asked for.
 */
export async function contentAtRevision(
  revision: string,
  path: string,
  macroFlags: readonly string[] = [],
): Promise<RevisionContent> {
  if (revision === '' || revision.startsWith('-'))
    return { problem: `${JSON.stringify(revision)} is no name of a commit.` };
  try {
    const at = resolve(path);
    const folder = await existingFolder(at);
    const git = async (...args: string[]): Promise<string> =>
      (await run('git', ['-C', folder, ...quietly, ...args], { maxBuffer })).stdout;
    const top = await realpath((await git('rev-parse', '--show-toplevel')).replace(/\n$/, ''));
    const commit = (await git('rev-parse', '--verify', '--quiet', `${revision}^{commit}`)).trim();
    const inTree = (file: string): string => relative(top, file).split(sep).join('/');
    const real = join(await realpath(folder), relative(folder, at));
    const asked = inTree(real);
    const root = await findContentRoot(real);
    const base = root === undefined ? dirname(real) : await realpath(root);
    const below = inTree(base);
    const wanted = [
      asked === '' ? '.' : asked,
      ...(root === undefined ? [] : catalogFolders.map((name) => (below === '' ? name : `${below}/${name}`))),
    ];
    const listing = await git('-C', top, 'ls-tree', '-r', '-l', '-z', commit, '--', ...wanted);
    const blobs = readListing(listing);
    const isAsked = (each: string): boolean => asked === '' || each === asked || each.startsWith(`${asked}/`);
    if (!blobs.some((blob) => isAsked(blob.path)))
      return { problem: `${path} is not in ${revision}.`, isMissing: true };
    const inRoot = (each: string): string => (below === '' ? each : each.slice(below.length + 1));
    const read = blobs.filter((blob) => isContentFile(blob.path));
    const texts = await readBlobs(
      top,
      read.map((blob) => blob.oid),
    );
    const files = read.map(
      (blob, index): ContentFile => ({
        source: createSource(`${revision}:${blob.path}`, texts[index] ?? ''),
        path: inRoot(blob.path),
        origin: 'repository',
      }),
    );
    const byPath = new Map(blobs.map((blob) => [inRoot(blob.path), blob.oid]));
    const content = assembleContent(files, {
      macroFlags,
      reader: {
        async readText(name) {
          const oid = byPath.get(name);
          if (oid === undefined) return undefined;
          const [text] = await readBlobs(top, [oid]);
          if (text === undefined) throw new ContentReadError('unreadable', 'git does not have it');
          return text;
        },
      },
    });
    const prefix = `${revision}:`;
    return {
      content,
      isAskedFor: (file) => file.startsWith(prefix) && isAsked(file.slice(prefix.length)),
      texts: files.filter((file) => isAsked(file.source.name.slice(prefix.length))),
      root,
    };
  } catch (error) {
    const { stderr, code, message } = error as Error & { stderr?: string; code?: unknown };
    if (code === 'ENOENT') return { problem: 'git is not installed.' };
    return {
      problem:
        stderr?.trim().split('\n')[0] || (code === 1 ? `git knows no commit ${JSON.stringify(revision)}.` : message),
    };
  }
}

/** The folder that holds a path, which may be gone since. */
async function existingFolder(path: string): Promise<string> {
  for (let folder = path; ; folder = dirname(folder)) {
    const found = await stat(folder).catch(() => undefined);
    if (found?.isDirectory() === true || dirname(folder) === folder) return folder;
  }
}

/** `<mode> <type> <oid> <size>\t<path>\0` of regular files; links and submodules are left out. */
function readListing(listing: string): Blob[] {
  const blobs: Blob[] = [];
  for (const line of listing.split('\0')) {
    const [, oid, size, path] = /^100\d{3} blob ([0-9a-f]+) +(\d+)\t([\s\S]+)$/.exec(line) ?? [];
    if (oid === undefined || path === undefined) continue;
    if (Number(size) <= maxBytes || !isContentFile(path)) blobs.push({ oid, path });
  }
  return blobs;
}

/** The texts of blobs, with one process for all. */
async function readBlobs(folder: string, oids: readonly string[]): Promise<string[]> {
  if (oids.length === 0) return [];
  const git = spawn('git', ['-C', folder, ...quietly, 'cat-file', '--batch'], { stdio: ['pipe', 'pipe', 'ignore'] });
  const ended = new Promise<void>((done, failed) => {
    git.on('error', failed);
    git.on('close', () => done());
  });
  // A git that ends early closes its input; what it said until then is what counts.
  git.stdin.on('error', () => {});
  git.stdin.end(`${oids.join('\n')}\n`);
  const chunks: Buffer[] = [];
  for await (const chunk of git.stdout) chunks.push(chunk as Buffer);
  await ended;
  const bytes = Buffer.concat(chunks);
  const texts: string[] = [];
  for (let at = 0; at < bytes.length; ) {
    const lineEnd = bytes.indexOf(10, at);
    const [, , size] = bytes.toString('latin1', at, lineEnd).split(' ');
    if (size === undefined || !/^\d+$/.test(size)) break;
    const start = lineEnd + 1;
    texts.push(decode(bytes.subarray(start, start + Number(size))));
    at = start + Number(size) + 1;
  }
  return texts;
}

/** UTF-8, or Windows-1252 where it is not, as files are read. */
function decode(bytes: Uint8Array): string {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    return new TextDecoder('windows-1252').decode(bytes);
  }
}
