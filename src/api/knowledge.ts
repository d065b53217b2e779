import { language } from '../compile/compile.js';
import { type Diagnostic, hasErrors } from '../diagnostics/diagnostic.js';
import type { RawEvent } from '../events/raw-event.js';
import type { DatasetViews } from '../exec/context.js';
import { plainContext } from '../exec/plain-environment.js';
import { scalarRegistry } from '../functions/scalar/index.js';
import type { KnowledgeContext } from '../knowledge/automatic-extraction.js';
import { compileDataModels } from '../knowledge/compile-data-model.js';
import { compileSources } from '../knowledge/compile-source.js';
import { CopiedFields } from '../knowledge/copied-fields.js';
import { loadDataModels } from '../knowledge/data-model.js';
import { type DataSetDefinitions, dataSetDefinitions } from '../knowledge/data-set-lineage.js';
import { createDatasetViews } from '../knowledge/data-set-views.js';
import type { EventKind, KindFields } from '../knowledge/event-kind.js';
import { XmlLayouts } from '../knowledge/extract/win-xml-layout.js';
import { type KnowledgeFile, loadSourceDefinitions } from '../knowledge/load-source-definitions.js';
import { type NormalisedEvent, Normaliser } from '../knowledge/normalise.js';
import { createKnowledgeCompiler } from '../knowledge/spl-compiler.js';
import { createRegexCompiler } from '../regex/regex-compiler.js';
import { createSource } from '../source/source.js';
import { once } from '../support/once.js';
import type { Expression } from '../syntax/ast.js';
import type { Event } from '../values/event.js';
import type { Settings } from './options.js';

/** Source definitions and data models as read from `rules/` and from a user's folders, later files over earlier ones. */
export interface KnowledgeFiles {
  readonly sources: readonly KnowledgeFile[];
  readonly datamodels: readonly KnowledgeFile[];
}

/**
 * What escudo knows about logs, made ready for one run: turns raw events into events with extracted and mapped fields, and
 * tells to which data sets they belong. Data models are made ready when a search first asks for one.
 */
export class Knowledge {
  /** The data sets of the data models. */
  readonly views: DatasetViews;
  /** What the data sets are made of. */
  readonly definitions: DataSetDefinitions;
  /** What it was made of; plain data, of which the same can be made elsewhere. */
  readonly files: KnowledgeFiles;
  readonly settings: Settings;
  readonly #diagnostics: Diagnostic[] = [];
  readonly #growing: (readonly Diagnostic[])[] = [];
  readonly #normaliser: () => Normaliser;
  readonly #copied: () => CopiedFields;

  constructor(files: KnowledgeFiles, settings: Settings) {
    this.files = files;
    this.settings = settings;
    const context: KnowledgeContext = { ...plainContext(settings), layouts: new XmlLayouts() };
    const compiler = once(() =>
      createKnowledgeCompiler({
        language,
        functions: scalarRegistry,
        regex: createRegexCompiler({ maxSubject: settings.limits.regexSubject }),
        semantics: settings.semantics,
      }),
    );
    const definitions = once(() => {
      const loaded = loadSourceDefinitions(files.sources);
      this.#diagnostics.push(...loaded.diagnostics);
      return loaded.definitions;
    });
    this.#copied = once(() => {
      const parse = (text: string): Expression | undefined => {
        const { tree, diagnostics } = language.parseExpression(createSource('<eval>', text));
        return hasErrors(diagnostics) ? undefined : tree;
      };
      return new CopiedFields(definitions(), () => dataModels().models, parse);
    });
    this.#normaliser = once(() => {
      const sources = compileSources(definitions(), compiler(), context);
      this.#growing.push(sources.diagnostics);
      return new Normaliser(sources, context);
    });
    const dataModels = once(() => {
      const loaded = loadDataModels(files.datamodels);
      this.#diagnostics.push(...loaded.diagnostics);
      return loaded;
    });
    const models = once(() => {
      const loaded = dataModels();
      const compiled = compileDataModels(loaded.models.values(), compiler());
      this.#growing.push(compiled.diagnostics);
      return compiled;
    });
    this.views = createDatasetViews(models, context);
    this.definitions = dataSetDefinitions(models);
  }

  /** What was wrong with the files; grows while parts are compiled on first use. */
  get diagnostics(): readonly Diagnostic[] {
    return [...this.#diagnostics, ...this.#growing.flat()];
  }

  /** Fields whose values stand in the text of their events. */
  get copiedFields(): CopiedFields {
    return this.#copied();
  }

  /** An event as searches see it; nothing is extracted yet. */
  scanned(raw: RawEvent): ScannedEvent {
    return new ScannedEvent(raw, this.#normaliser().normalise(raw));
  }

  /** What kind of event it is, among those of this run; undefined for an event that is like no other. */
  kindOf(scanned: ScannedEvent): EventKind | undefined {
    return this.#normaliser().kindOf(scanned.normalised);
  }

  /** The tags that events of a kind can have; they may lack some. */
  tagsOf(kind: EventKind): ReadonlySet<string> {
    return this.#normaliser().tagsOf(kind);
  }

  /** An event of which only its kind is known; `fields` tell whether it was asked for more. */
  ofKind(kind: EventKind): { readonly event: Event; readonly fields: KindFields } {
    const { event, fields } = this.#normaliser().ofKind(kind);
    return { event: event.event, fields };
  }
}

/** One event of the input with everything that is known about it, worked out once however many searches ask. */
export class ScannedEvent {
  readonly raw: RawEvent;
  readonly normalised: NormalisedEvent;
  #isMetric: boolean | undefined;

  constructor(raw: RawEvent, normalised: NormalisedEvent) {
    this.raw = raw;
    this.normalised = normalised;
  }

  /** Whether the event is a data point of a metric index (spl-commands 11.3). */
  get isMetric(): boolean {
    this.#isMetric ??= this.event.has('metric_name') || (this.#mayNameMetrics() && this.#namesMetrics());
    return this.#isMetric;
  }

  /**
   * Whether there can be fields such as `metric_name:cpu`: their names stand among the fields that came with it, or in the text, perhaps
   * escaped. Listing the fields of every event would cost more than all searches.
   */
  #mayNameMetrics(): boolean {
    const { raw, fields, fieldsCoverRaw } = this.raw;
    for (const name in fields) if (name.startsWith('metric_name:')) return true;
    if (fieldsCoverRaw && this.normalised.group.extraction === undefined) return false;
    return raw.includes('metric_name') || (!fieldsCoverRaw && escapedAscii.test(raw));
  }

  #namesMetrics(): boolean {
    return this.event.fieldNames().some((name) => name.startsWith('metric_name:'));
  }

  /** The event as searches see it; every call gives one of its own. */
  get event(): Event {
    return this.normalised.event;
  }
}

const escapedAscii = /\\u00[0-9a-f]{2}|&#/i;
