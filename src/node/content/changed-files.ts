import { execFile } from 'node:child_process';
import { realpath } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);

/** A repository is content: what its settings would have git start stays out. */
export const quietly: readonly string[] = ['-c', 'core.fsmonitor=false', '-c', 'core.hooksPath=/dev/null'];

/** What git says about a work tree, or why it says nothing. */
export type ChangedFiles = { readonly files: ReadonlySet<string> } | { readonly problem: string };

/**
 * Absolute paths of the files that differ from where the branch left `ref` (without one: from the last commit), those that are not
 * committed or not known to git included.
 */
export async function changedFiles(folder: string, ref = 'HEAD'): Promise<ChangedFiles> {
  // What begins with a dash would be an option of git.
  if (ref.startsWith('-') || ref === '') return { problem: `${JSON.stringify(ref)} is no name of a commit` };
  const git = async (at: string, ...args: string[]): Promise<string> =>
    (await run('git', ['-C', at, ...quietly, ...args], { maxBuffer: 256 * 1024 * 1024 })).stdout;
  try {
    const top = (await git(folder, 'rev-parse', '--show-toplevel')).replace(/\n$/, '');
    const commit = (await git(top, 'rev-parse', '--verify', '--quiet', `${ref}^{commit}`)).trim();
    const base = (await git(top, 'merge-base', commit, 'HEAD').catch(() => commit)).trim();
    const tracked = await git(top, 'diff', '--name-only', '--no-renames', '-z', base, '--');
    const untracked = await git(top, 'ls-files', '--others', '--exclude-standard', '-z');
    const root = await realpath(top);
    return {
      files: new Set(
        [...tracked.split('\0'), ...untracked.split('\0')]
          .filter((name) => name !== '')
          .map((name) => join(root, name)),
      ),
    };
  } catch (error) {
    const { stderr, code, message } = error as Error & { stderr?: string; code?: unknown };
    if (code === 'ENOENT') return { problem: 'git is not installed' };
    return {
      problem: stderr?.trim().split('\n')[0] || (code === 1 ? `git knows no commit ${JSON.stringify(ref)}` : message),
    };
  }
}
