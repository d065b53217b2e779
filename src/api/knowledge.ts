import { language } from '../compile/compile.js';
import type { Diagnostic } from '../diagnostics/diagnostic.js';
import type { RawEvent } from '../events/raw-event.js';
import type { EvalContext } from '../functions/context.js';
import { scalarRegistry } from '../functions/scalar/index.js';
import { type CompiledDataModels, type CompiledDataSet, compileDataModels } from '../knowledge/compile-data-model.js';
import { compileSources } from '../knowledge/compile-source.js';
import { loadDataModels } from '../knowledge/data-model.js';
import { DataSetRows } from '../knowledge/data-set-rows.js';
import { type KnowledgeFile, loadSourceDefinitions } from '../knowledge/load-source-definitions.js';
import { type NormalisedEvent, Normaliser } from '../knowledge/normalise.js';
import { createKnowledgeCompiler } from '../knowledge/spl-compiler.js';
import { createRegexCompiler } from '../regex/regex-compiler.js';
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
  readonly #files: KnowledgeFiles;
  readonly #context: EvalContext;
  readonly #normaliser: Normaliser;
  readonly #diagnostics: Diagnostic[];
  readonly #sourceDiagnostics: readonly Diagnostic[];
  readonly #compiler;
  #models: CompiledDataModels | undefined;

  constructor(files: KnowledgeFiles, settings: Settings) {
    this.#files = files;
    this.#context = knowledgeContext(settings);
    this.#compiler = createKnowledgeCompiler({
      language,
      functions: scalarRegistry,
      regex: createRegexCompiler({ maxSubject: settings.limits.regexSubject }),
      semantics: settings.semantics,
    });
    const loaded = loadSourceDefinitions(files.sources);
    const sources = compileSources(loaded.definitions, this.#compiler, this.#context);
    this.#normaliser = new Normaliser(sources, this.#context);
    this.#diagnostics = [...loaded.diagnostics];
    this.#sourceDiagnostics = sources.diagnostics;
  }

  /** What was wrong with the files; grows while parts are compiled on first use. */
  get diagnostics(): readonly Diagnostic[] {
    return [...this.#diagnostics, ...this.#sourceDiagnostics];
  }

  /** An event as searches see it; nothing is extracted yet. */
  scanned(raw: RawEvent): ScannedEvent {
    return new ScannedEvent(raw, this.#normaliser.normalise(raw), this, this.#context);
  }

  get models(): CompiledDataModels {
    if (this.#models === undefined) {
      const loaded = loadDataModels(this.#files.datamodels);
      this.#models = compileDataModels(loaded.models.values(), this.#compiler);
      this.#diagnostics.push(...loaded.diagnostics, ...this.#models.diagnostics);
    }
    return this.#models;
  }

  /** A data set, or without a name the root data sets of a model; none when there is no such thing. Names in any letter case. */
  datasets(model: string, dataset: string | undefined): CompiledDataSet[] {
    const wanted = dataset?.toLowerCase();
    return [...this.models.datasets.values()].filter((each) => {
      if (each.dataset.model.toLowerCase() !== model.toLowerCase()) return false;
      return wanted === undefined ? each.parent === undefined : each.dataset.name.toLowerCase() === wanted;
    });
  }
}

/** One event of the input with everything that is known about it, worked out once however many searches ask. */
export class ScannedEvent {
  readonly raw: RawEvent;
  readonly #normalised: NormalisedEvent;
  readonly #knowledge: Knowledge;
  readonly #context: EvalContext;
  #rows: DataSetRows | undefined;

  constructor(raw: RawEvent, normalised: NormalisedEvent, knowledge: Knowledge, context: EvalContext) {
    this.raw = raw;
    this.#normalised = normalised;
    this.#knowledge = knowledge;
    this.#context = context;
  }

  get event(): Event {
    return this.#normalised.event;
  }

  /** The event with the mapped fields of every source that describes it. */
  get mapped(): Event {
    return this.#normalised.mapped;
  }

  /** The event as a row of a data set, or null when it is no member. */
  row({ dataset }: CompiledDataSet): Event | null {
    this.#rows ??= new DataSetRows(this.#normalised, this.#knowledge.models, this.#context);
    return this.#rows.row(`${dataset.model}.${dataset.name}`);
  }
}

/** Expressions of knowledge files see the event and nothing else. */
function knowledgeContext({ now, timeZone, limits, semantics }: Settings): EvalContext {
  return {
    now,
    timeZone,
    limits,
    semantics,
    random: () => 0,
    clock: () => now,
    lookup: () => null,
    note: () => {},
  };
}
