import type { Stats } from 'node:fs';
import { stat } from 'node:fs/promises';
import { unreadable } from '../content/content.js';
import { parseMacroFlag } from '../content/macro-files.js';
import type { Diagnostic } from '../diagnostics/diagnostic.js';
import { pathFailure } from '../node/content/content-files.js';
import type { OptionValues } from './option.js';

const folders = ['content', 'lookups', 'knowledge'] as const;

/**
 * What is wrong with the macros, folders and files that options name. Whatever a command would do without them is not what was
 * asked for, so that none begins.
 */
export async function namedInputProblems(values: OptionValues): Promise<Diagnostic[]> {
  const found: Diagnostic[] = [];
  for (const flag of values.all('macro')) {
    const parsed = parseMacroFlag(flag);
    if ('diagnostic' in parsed) found.push(parsed.diagnostic);
  }
  for (const path of values.all('macros')) found.push(...(await pathProblem(path, () => true)));
  for (const option of folders) {
    for (const path of values.all(option)) found.push(...(await pathProblem(path, (at) => at.isDirectory())));
  }
  return found;
}

async function pathProblem(path: string, fits: (found: Stats) => boolean): Promise<Diagnostic[]> {
  try {
    return fits(await stat(path)) ? [] : [unreadable(path, 'it is not a folder')];
  } catch (error) {
    return [pathFailure(path, error)];
  }
}
