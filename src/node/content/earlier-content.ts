import { execFile } from 'node:child_process';
import { realpath } from 'node:fs/promises';
import { join, relative, sep } from 'node:path';
import { promisify } from 'node:util';
import { readContentFile } from '../../content/read-file.js';
import type { EarlierContent, EarlierDetection } from '../../lint/define.js';
import { createSource } from '../../source/source.js';
import { quietly } from './changed-files.js';

const run = promisify(execFile);
const maxBuffer = 256 * 1024 * 1024;
const atOnce = 8;

/** The content of a folder as it was at a git revision, or why git does not say. */
export type EarlierResult = { readonly earlier: EarlierContent } | { readonly problem: string };

/**
 * Reads the detections below a folder whose files differ from `revision`; those that do not differ are not asked for. Names are
 * handed to git as arguments, never through a shell.
 */
export async function earlierContent(folder: string, revision: string): Promise<EarlierResult> {
  if (revision === '' || revision.startsWith('-'))
    return { problem: `${JSON.stringify(revision)} is no name of a commit` };
  const git = async (...args: string[]): Promise<string> =>
    (await run('git', ['-C', folder, ...quietly, ...args], { maxBuffer })).stdout;
  try {
    const top = (await git('rev-parse', '--show-toplevel')).replace(/\n$/, '');
    const commit = (await git('rev-parse', '--verify', '--quiet', `${revision}^{commit}`)).trim();
    const below = relative(await realpath(top), await realpath(folder))
      .split(sep)
      .join('/');
    const names = (await git('diff', '--name-only', '--no-renames', '-z', commit, '--', '.')).split('\0');
    const paths = names.filter((name) => /\.ya?ml$/i.test(name));
    const detections = new Map<string, EarlierDetection>();
    let next = 0;
    const worker = async (): Promise<void> => {
      for (let at = next++; at < paths.length; at = next++) {
        const path = paths[at]!;
        let text: string;
        try {
          text = await git('show', `${commit}:${path}`);
        } catch {
          // A file that did not exist then.
          continue;
        }
        const inRoot = below === '' ? path : path.slice(below.length + 1);
        const read = readContentFile({
          source: createSource(join(top, path), text),
          path: inRoot,
          origin: 'repository',
        });
        for (const { id, file, search, version, modified } of read.detections) {
          detections.set(id, {
            file,
            search,
            ...(version === undefined ? {} : { version }),
            ...(modified === undefined ? {} : { modified }),
          });
        }
      }
    };
    await Promise.all(Array.from({ length: Math.min(atOnce, paths.length) }, worker));
    return { earlier: { revision, detections } };
  } catch (error) {
    const { stderr, code, message } = error as Error & { stderr?: string; code?: unknown };
    if (code === 'ENOENT') return { problem: 'git is not installed' };
    return {
      problem:
        stderr?.trim().split('\n')[0] || (code === 1 ? `git knows no commit ${JSON.stringify(revision)}` : message),
    };
  }
}
