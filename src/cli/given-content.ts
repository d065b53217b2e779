import type { ContentFile } from '../content/read-file.js';
import { findContentRoot } from '../node/content/content-root.js';
import { type LoadedContent, loadContent } from '../node/content/load-content.js';
import { shippedRules } from '../node/knowledge/load-knowledge.js';
import type { OptionValues } from './option.js';

/** Loads rules, and texts beside them, with the content root and the macros that the options name. */
export async function loadGivenContent(
  values: OptionValues,
  rules: readonly string[],
  texts: readonly ContentFile[] = [],
): Promise<LoadedContent> {
  const content = values.one('content') ?? (await contentFor(rules));
  return loadContent({
    rules,
    ...(content === undefined ? {} : { content }),
    userContent: values.all('macros'),
    macroFlags: values.all('macro'),
    texts,
  });
}

/** Undefined: each rule has a content root above it. Rules without one get the macros and deployments of escudo's own. */
export async function contentFor(paths: readonly string[]): Promise<string | undefined> {
  if (paths.length === 0) return (await findContentRoot('.')) ?? shippedRules();
  for (const path of paths) if ((await findContentRoot(path)) !== undefined) return undefined;
  return shippedRules();
}
