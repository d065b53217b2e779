import { expandMacros } from '../../src/macros/expand-macros.js';
import { loadContent } from '../../src/node/content/load-content.js';
import type { Source } from '../../src/source/source.js';
import { defaultLimits } from '../../src/values/limits.js';
import { corpus, publishedFiles } from '../corpus/published.js';

/**
 * Detections and baselines of the published content, macros expanded as far as its catalog defines them: all, or so many detections and
 * a tenth as many baselines.
 */
export async function corpusSearches(sample: number): Promise<Source[]> {
  const rules = [...publishedFiles('detections', sample), ...publishedFiles('baselines', Math.ceil(sample / 10))];
  const content = await loadContent({ rules, content: corpus });
  return [...content.detections, ...content.baselines].map(
    (each) => expandMacros(each.search, content.catalog.macros, { limits: defaultLimits }).source,
  );
}
