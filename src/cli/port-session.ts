import { Knowledge } from '../api/knowledge.js';
import { readSettings, type Settings } from '../api/options.js';
import { hasErrors } from '../diagnostics/diagnostic.js';
import { createCatalogLookups } from '../exec/catalog-lookups.js';
import type { LookupSource } from '../exec/lookup-source.js';
import { type LoadedContent, loadContent } from '../node/load-content.js';
import { loadKnowledge } from '../node/load-knowledge.js';
import { type PortedDetection, portContent } from '../node/port-content.js';
import { contentFor } from './commands/run.js';
import type { CliIo } from './io.js';
import type { OptionValues } from './option.js';
import { Reporter } from './report.js';

/** What `port`, `load` and `verify` begin with. */
export interface PortSession {
  readonly content: LoadedContent;
  readonly knowledge: Knowledge;
  readonly lookups: LookupSource;
  readonly settings: Settings;
  readonly ported: readonly PortedDetection[];
  readonly reporter: Reporter;
}

/** Loads rules and knowledge and ports every detection; undefined when there is none, which has been said. */
export async function openPortSession(values: OptionValues, io: CliIo): Promise<PortSession | undefined> {
  const reporter = new Reporter(io, false);
  const { settings } = readSettings({ now: Math.floor(io.clock() / 1000) });
  const root = values.one('content') ?? (await contentFor(values.words));
  const content = await loadContent({
    rules: values.words,
    ...(root === undefined ? {} : { content: root }),
    userContent: values.all('macros'),
    macroFlags: values.all('macro'),
  });
  await reporter.show(content.diagnostics);
  const loaded = await loadKnowledge(values.all('knowledge'));
  await reporter.show(loaded.diagnostics);
  if (content.detections.length === 0 || hasErrors(loaded.diagnostics)) {
    await reporter.say('No rule could be loaded.');
    return undefined;
  }
  const knowledge = new Knowledge(loaded.files, settings);
  const lookups = createCatalogLookups(content.catalog);
  return {
    content,
    knowledge,
    lookups,
    settings,
    ported: await portContent(content, knowledge, lookups, settings),
    reporter,
  };
}
