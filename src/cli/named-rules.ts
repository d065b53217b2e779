import { relative, resolve } from 'node:path';
import { findContentRoot } from '../node/content/content-root.js';
import { findDetections } from '../node/content/find-detections.js';
import { shippedRules } from '../node/knowledge/load-knowledge.js';
import { didYouMean } from '../support/suggest.js';
import type { OptionValues } from './option.js';
import type { UsageProblem } from './parse-options.js';
import { mayBeName } from './rule-words.js';

/**
 * The command line with a path for each rule that is named by its name or id. What exists on disk is a path, whatever it is
 * called; names are looked for in the content root (`--content`, or at or above the working folder), without one among
 * the detections that come with escudo.
 */
export async function withNamedRules(values: OptionValues): Promise<OptionValues | UsageProblem> {
  const words: string[] = [];
  for (const word of values.words) {
    if (!(await mayBeName(word))) {
      words.push(word);
      continue;
    }
    const root = values.one('content') ?? (await findContentRoot('.')) ?? (await shippedRules());
    const { paths, alike } = await findDetections(root, word);
    // What looks like a path is said to be missing by who reads it.
    if (paths.length === 0 && /[\\/]/.test(word)) words.push(word);
    else if (paths.length > 0) words.push(...paths.map(fromHere));
    else
      return {
        problem: `There is no file or folder \`${word}\`, and no detection of this name or id in ${root}.`,
        help: didYouMean(alike),
      };
  }
  return values.withWords(words);
}

/** A path as one would type it in the working folder. */
function fromHere(path: string): string {
  const way = relative('.', path);
  return way.startsWith('..') ? resolve(path) : way;
}
