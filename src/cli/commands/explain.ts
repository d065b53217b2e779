import { Knowledge } from '../../api/knowledge.js';
import { readSettings, type Settings } from '../../api/options.js';
import { createScanSources, type ScanPass } from '../../api/passes/scan-sources.js';
import { createContext, prepare } from '../../api/run.js';
import type { CompiledSearch } from '../../compile/compile.js';
import type { Detection } from '../../content/detection.js';
import { type Diagnostic, hasErrors } from '../../diagnostics/diagnostic.js';
import { checkRun } from '../../exec/check-run.js';
import type { ExecContext } from '../../exec/context.js';
import type { GeoSource } from '../../exec/geo-source.js';
import { explainRows } from '../../explain/explain-rows.js';
import { explainSearch } from '../../explain/explain-search.js';
import type { Explanation } from '../../explain/explanation.js';
import { logSources } from '../../explain/log-sources.js';
import { type RuleExplanation, renderRule, ruleJson } from '../../explain/rule-explanation.js';
import { loadSourceDefinitions } from '../../knowledge/load-source-definitions.js';
import type { SourceDefinition } from '../../knowledge/source-definition.js';
import type { LoadedContent } from '../../node/content/load-content.js';
import { loadKnowledge } from '../../node/knowledge/load-knowledge.js';
import { rootPlace } from '../../source/origin-map.js';
import { type ExitCode, exitCodes } from '../exit-codes.js';
import { loadGivenContent } from '../given-content.js';
import type { Invocation } from '../invocation.js';
import type { CliIo } from '../io.js';
import type { OptionValues } from '../option.js';
import { jsonText } from '../output/json.js';
import { Reporter } from '../report.js';
import { readRunSettings } from '../run-settings.js';
import { type OpenedFeed, openFeed, openGeo, openLookups } from '../session.js';
import { showUsage, withOutput } from '../with-output.js';

/** Whether something is said of a rule that is explained, or keeps content from being read: the rest is for `escudo check` to say. */
function concerns({ severity, primary }: Diagnostic, { detections }: LoadedContent): boolean {
  if (severity === 'error' || primary === undefined) return true;
  const { name } = rootPlace(primary.source, primary.span).source;
  return detections.some(({ file }) => file.name === name);
}

/** `escudo explain`: what a detection does, and with events what becomes of them. */
export async function explain(values: OptionValues, io: CliIo): Promise<ExitCode> {
  const given = readRunSettings(values, Math.floor(io.clock() / 1000));
  if ('problem' in given) return showUsage(given, io);
  const rules = values.words;
  if (rules.length === 0) {
    return showUsage(
      { problem: 'No rule is given.', help: ['Write escudo explain RULE; see escudo explain --help.'] },
      io,
    );
  }
  const reporter = new Reporter(io, values.has('quiet'));
  const { settings, diagnostics } = readSettings(given.search);
  await reporter.show(diagnostics);
  if (hasErrors(diagnostics)) return exitCodes.unusable;
  const content = await loadGivenContent(values, rules);
  await reporter.show(content.diagnostics.filter((each) => concerns(each, content)));
  if (content.detections.length === 0) return showUsage({ problem: 'No rule could be loaded.', help: [] }, io);
  return withOutput(values.one('output'), io, async (sink) => {
    const explainer = await Explainer.create(content, { values, io, given, settings });
    const isJson = values.one('format') === 'json';
    const all: RuleExplanation[] = [];
    for (const detection of content.detections) {
      const explanation = await explainer.explain(detection);
      await (isJson ? all.push(explanation) : sink.write(`${renderRule(explanation).join('\n')}\n\n`));
      await reporter.show(explanation.found, `the rule ${detection.name}`);
    }
    if (isJson) await sink.write(`${jsonText(all.map(ruleJson), 2)}\n`);
    await reporter.show(explainer.diagnostics);
    await reporter.finish();
    return hasErrors(explainer.diagnostics) ? exitCodes.unusable : exitCodes.ok;
  });
}

class Explainer {
  readonly #content: LoadedContent;
  readonly #settings: Settings;
  readonly #knowledge: Knowledge;
  readonly #lookups;
  readonly #events: OpenedFeed | undefined;
  readonly #found: Diagnostic[];
  readonly #geo: GeoSource | undefined;
  /** What escudo knows about kinds of logs. */
  readonly #definitions: readonly SourceDefinition[];

  private constructor(
    content: LoadedContent,
    settings: Settings,
    knowledge: Knowledge,
    lookups: Awaited<ReturnType<typeof openLookups>>,
    events: OpenedFeed | undefined,
    found: Diagnostic[],
    geo: GeoSource | undefined,
    definitions: readonly SourceDefinition[],
  ) {
    this.#content = content;
    this.#settings = settings;
    this.#knowledge = knowledge;
    this.#lookups = lookups;
    this.#events = events;
    this.#found = found;
    this.#geo = geo;
    this.#definitions = definitions;
  }

  static async create(content: LoadedContent, invocation: Invocation): Promise<Explainer> {
    const { values, settings } = invocation;
    const { files, diagnostics } = await loadKnowledge(values.all('knowledge'));
    const lookups = await openLookups(values.all('lookups'), content.catalog, diagnostics);
    const geo = await openGeo(values.one('geoip'), diagnostics);
    const paths = values.all('events');
    const events = paths.length === 0 ? undefined : await openFeed(paths, invocation, { keep: paths.includes('-') });
    const { definitions } = loadSourceDefinitions(files.sources);
    return new Explainer(
      content,
      settings,
      new Knowledge(files, settings),
      lookups,
      events,
      diagnostics,
      geo,
      definitions,
    );
  }

  /** About events, knowledge and tables. */
  get diagnostics(): readonly Diagnostic[] {
    return [...this.#found, ...this.#knowledge.diagnostics, ...(this.#events?.feed.diagnostics ?? [])];
  }

  async explain(detection: Detection): Promise<RuleExplanation> {
    const compiled = prepare(detection.search, this.#content.catalog, this.#settings, 'search');
    const found = [...compiled.diagnostics];
    if (compiled.plan !== undefined) found.push(...(await checkRun(compiled.plan, this.#context(), compiled.source)));
    const rows = this.#events === undefined || hasErrors(found) ? undefined : await this.#rows(compiled);
    return {
      name: detection.name,
      file: detection.file.name,
      search: explainSearch(compiled),
      sources: compiled.plan === undefined ? [] : logSources(compiled.plan, this.#definitions),
      found,
      ...(rows === undefined ? {} : { rows }),
    };
  }

  async #rows(compiled: CompiledSearch): Promise<Explanation> {
    try {
      return await explainRows(compiled, () => this.#context());
    } finally {
      await this.#events?.progress.finish();
    }
  }

  #context(): ExecContext {
    const feed = this.#events?.feed;
    const knowledge = this.#knowledge;
    const geo = this.#geo;
    const sources = createScanSources(knowledge, async function* (): ScanPass {
      if (feed === undefined) return;
      for await (const batch of feed.open()) yield batch.map((raw) => knowledge.scanned(raw));
    });
    const { catalog } = this.#content;
    const report = (found: Diagnostic): void => {
      if (!this.#found.some((each) => each.message === found.message)) this.#found.push(found);
    };
    return createContext({
      catalog,
      settings: this.#settings,
      sources,
      lookups: this.#lookups,
      newestFirst: true,
      ...(geo === undefined ? {} : { geo }),
      report,
    });
  }
}
