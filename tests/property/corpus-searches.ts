import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expandMacros } from '../../src/macros/expand-macros.js';
import { loadContent } from '../../src/node/load-content.js';
import type { Source } from '../../src/source/source.js';
import { defaultLimits } from '../../src/values/limits.js';

export const corpus = fileURLToPath(new URL('../../../shared/corpus/escu', import.meta.url));

/** Whether the published content lies beside the repository. */
export const corpusPresent = existsSync(corpus);
if (!corpusPresent) console.warn('Skipped: the shared ESCU corpus is not there.');

/** Every detection and baseline of the published content, macros expanded as far as its catalog defines them. */
export async function corpusSearches(): Promise<Source[]> {
  const content = await loadContent({ rules: [corpus] });
  return [...content.detections, ...content.baselines].map(
    (each) => expandMacros(each.search, content.catalog.macros, { limits: defaultLimits }).source,
  );
}
