import type { Knowledge } from '../api/knowledge.js';
import { readSettings, type Settings } from '../api/options.js';
import { hasErrors } from '../diagnostics/diagnostic.js';
import type { LookupSource } from '../exec/lookups/lookup-source.js';
import type { LoadedContent } from '../node/content/load-content.js';
import { loadSchemaMapping } from '../node/knowledge/load-schema-mapping.js';
import { type PortedDetection, portContent } from '../node/sql/port-content.js';
import type { SqlDialect } from '../sql/dialect.js';
import { loadGivenContent } from './given-content.js';
import type { CliIo } from './io.js';
import type { OptionValues } from './option.js';
import { Reporter } from './report.js';
import { openKnowledge } from './session.js';

/** Content and knowledge, which `load` begins with. */
export interface ContentSession {
  readonly content: LoadedContent;
  readonly knowledge: Knowledge;
  readonly lookups: LookupSource;
  readonly settings: Settings;
  readonly reporter: Reporter;
}

/** What `port` and `verify` begin with. */
export interface PortSession extends ContentSession {
  /** Name of the schema mapping. */
  readonly schema: string;
  readonly ported: readonly PortedDetection[];
}

/** Loads rules, if any are named, and knowledge; undefined when that cannot be, which has been said. */
export async function openContentSession(values: OptionValues, io: CliIo): Promise<ContentSession | undefined> {
  const reporter = new Reporter(io, values.has('quiet'));
  const zone = values.one('time-zone');
  const { settings, diagnostics } = readSettings({
    now: Math.floor(io.clock() / 1000),
    ...(zone === undefined ? {} : { timeZone: zone }),
  });
  const content = await loadGivenContent(values, values.words);
  const { knowledge, lookups } = await openKnowledge(values, settings, content.catalog, diagnostics);
  await reporter.show([...content.diagnostics, ...diagnostics]);
  if (values.words.length > 0 && content.detections.length === 0) {
    await reporter.say('No rule could be loaded.');
    return undefined;
  }
  if (hasErrors(diagnostics)) return undefined;
  return { content, knowledge, lookups, settings, reporter };
}

/**
 * Ports every detection, over the tables of a schema mapping where `--schema` names one; undefined when there is none or the mapping
 * cannot be used, which has been said.
 */
export async function openPortSession(
  values: OptionValues,
  io: CliIo,
  dialect: SqlDialect,
): Promise<PortSession | undefined> {
  const session = await openContentSession(values, io);
  if (session === undefined) return undefined;
  const { content, knowledge, lookups, settings, reporter } = session;
  const name = values.one('schema');
  const loaded = name === undefined ? undefined : await loadSchemaMapping(name, knowledge.definitions);
  await reporter.show(loaded?.diagnostics ?? []);
  if (loaded !== undefined && loaded.mapping === undefined) {
    await reporter.say('Nothing is ported with a schema mapping that has errors.');
    return undefined;
  }
  const ported = await portContent(content, knowledge, lookups, settings, dialect, loaded?.mapping);
  return { ...session, schema: loaded?.mapping?.name ?? 'default', ported };
}
