import { language } from '../../compile/compile.js';
import type { RawEvent } from '../../events/raw-event.js';
import { timeOfRaw } from '../../events/timestamps/raw.js';
import { plainContext } from '../../exec/plain-environment.js';
import { scalarRegistry } from '../../functions/scalar/index.js';
import { type CompiledDataModels, compileDataModels } from '../../knowledge/compile-data-model.js';
import { type CompiledSources, compileSources } from '../../knowledge/compile-source.js';
import { loadDataModels } from '../../knowledge/data-model.js';
import { type KnowledgeFile, loadSourceDefinitions } from '../../knowledge/load-source-definitions.js';
import { type NormalisedEvent, Normaliser } from '../../knowledge/normalise.js';
import type { SourceDefinition } from '../../knowledge/source-definition.js';
import { createKnowledgeCompiler } from '../../knowledge/spl-compiler.js';
import { createRegexCompiler } from '../../regex/regex-compiler.js';
import { defaultLimits } from '../../values/limits.js';
import { defaultSemantics } from '../../values/semantics.js';
import { type KnowledgeEvent, synthesise } from './synthetic-event.js';

/** A published log with the fields that Splunk and its add-on found in it. */
export interface PublishedSample {
  readonly name: string;
  readonly raw: string;
  readonly source: string | undefined;
  readonly sourcetype: string | undefined;
  readonly fields: readonly string[];
}

/** A count out of a total. */
export interface Share {
  readonly found: number;
  readonly of: number;
}

/** What became of one source definition: where an event of it lands, and which mapped fields of those data sets have values. */
export interface SourceOutcome {
  readonly by: 'published log' | 'synthetic event';
  /** Data sets that the definition lists and no event reached. */
  readonly missed: readonly string[];
  readonly fields: Share;
}

/** The file `tests/corpus/knowledge.json`. */
export interface KnowledgeLedger {
  readonly samples: number;
  /** Fields that bear a name of a data model. */
  readonly cimFields: Share;
  readonly allFields: Share;
  /** Per sample, the listed fields that are not extracted. */
  readonly missing: Readonly<Record<string, readonly string[]>>;
  readonly sources: Readonly<Record<string, SourceOutcome>>;
}

/** Source definitions and data models made ready for being measured. */
export class MeasuredKnowledge {
  readonly definitions: ReadonlyMap<string, SourceDefinition>;
  readonly #sources: CompiledSources;
  readonly #models: CompiledDataModels;
  readonly #normaliser: Normaliser;

  constructor(files: { readonly sources: readonly KnowledgeFile[]; readonly datamodels: readonly KnowledgeFile[] }) {
    const compiler = createKnowledgeCompiler({
      language,
      functions: scalarRegistry,
      regex: createRegexCompiler(),
      semantics: defaultSemantics,
    });
    const { definitions } = loadSourceDefinitions(files.sources);
    this.definitions = new Map(definitions.map((each) => [each.id, each]));
    this.#sources = compileSources(definitions, compiler, context);
    this.#models = compileDataModels(loadDataModels(files.datamodels).models.values(), compiler);
    this.#normaliser = new Normaliser(this.#sources, context);
  }

  /** An event for each definition of whose kind no event is at hand. */
  synthetic(known: ReadonlySet<string>): Map<string, KnowledgeEvent> {
    const events = new Map<string, KnowledgeEvent>();
    for (const source of this.#sources.sources) {
      const { id } = source.definition;
      if (!known.has(id)) events.set(id, synthesise(source, this.definitions, context));
    }
    return events;
  }

  normalise(event: KnowledgeEvent | PublishedSample): NormalisedEvent {
    return this.#normaliser.normalise(rawEvent(event));
  }

  measure(samples: readonly PublishedSample[], events: ReadonlyMap<string, KnowledgeEvent>): KnowledgeLedger {
    const cim = new Set([...this.#models.datasets.values()].flatMap((each) => [...each.fields.keys()]));
    const cimFields = { found: 0, of: 0 };
    const allFields = { found: 0, of: 0 };
    const missing = new Map<string, string[]>();
    const outcomes = new Map<string, SourceOutcome>();
    for (const sample of samples) {
      const event = this.normalise(sample);
      const absent: string[] = [];
      for (const name of sample.fields) {
        const found = event.get(name) !== null;
        const shares = cim.has(name) && name !== 'tag' ? [allFields, cimFields] : [allFields];
        for (const share of shares) {
          share.of++;
          if (found) share.found++;
        }
        if (!found) absent.push(name);
      }
      if (absent.length > 0) missing.set(`${sample.name} (${sample.sourcetype ?? sample.source ?? ''})`, absent);
      for (const id of this.#describing(event)) this.#note(outcomes, id, event, 'published log');
    }
    for (const [id, event] of events) {
      const normalised = this.normalise(event);
      if (this.#describing(normalised).has(id)) this.#note(outcomes, id, normalised, 'synthetic event');
    }
    const ids = [...this.definitions.keys()].sort();
    return {
      samples: samples.length,
      cimFields,
      allFields,
      missing: Object.fromEntries([...missing].sort()),
      sources: Object.fromEntries(ids.map((id) => [id, outcomes.get(id) ?? this.#nothing(id)])),
    };
  }

  /** The definitions of an event and their ancestors, which describe it too. */
  #describing(event: NormalisedEvent): Set<string> {
    const ids = new Set(event.sources);
    for (const id of ids) for (const parent of this.definitions.get(id)?.extends ?? []) ids.add(parent);
    return ids;
  }

  #nothing(id: string): SourceOutcome {
    return {
      by: 'synthetic event',
      missed: ['no event is recognised'],
      fields: { found: 0, of: this.#listed(id).length },
    };
  }

  /** Keeps the best event of a definition. */
  #note(outcomes: Map<string, SourceOutcome>, id: string, event: NormalisedEvent, by: SourceOutcome['by']): void {
    const rows = event.rowsIn(this.#models);
    const missed = this.definitions.get(id)!.datasets.filter((each) => {
      const dataset = this.#models.datasets.get(each);
      return dataset === undefined || rows.rows(dataset).length === 0;
    });
    const listed = this.#listed(id);
    const found = listed.filter((field) => event.mapped.get(field) !== null).length;
    const before = outcomes.get(id);
    if (before !== undefined) {
      if (before.missed.length < missed.length) return;
      if (before.missed.length === missed.length && before.fields.found >= found) return;
    }
    outcomes.set(id, { by, missed, fields: { found, of: listed.length } });
  }

  /** Fields of a definition's data sets that it or an ancestor maps or has by nature. */
  #listed(id: string): string[] {
    const compiled = this.#sources.sources.find((each) => each.definition.id === id)!;
    const declared = new Set(
      compiled.definition.datasets.flatMap((each) => [...(this.#models.datasets.get(each)?.fields.keys() ?? [])]),
    );
    const own = new Set([...compiled.mapped, ...compiled.definition.nativeFields]);
    return [...own].filter((field) => declared.has(field));
  }
}

const context = plainContext({
  now: 1_700_000_000,
  timeZone: 'UTC',
  limits: defaultLimits,
  semantics: defaultSemantics,
});

function rawEvent(event: KnowledgeEvent | PublishedSample): RawEvent {
  return {
    raw: event.raw,
    time: timeOfRaw(event.raw, context) ?? context.now,
    timeInherited: false,
    host: 'host',
    source: event.source,
    sourcetype: event.sourcetype ?? undefined,
    index: event.sourcetype === 'stash' ? 'risk' : 'main',
    fields: !('name' in event) && event.fields !== undefined ? { ...event.fields } : undefined,
    fieldsCoverRaw: false,
    format: 'ndjson',
    origin: { file: 'knowledge', line: 1, offset: 0 },
  };
}

/** What is worse than the ledger says, and what is better; a better result has to be recorded in the same change. */
export function compareKnowledge(
  recorded: KnowledgeLedger,
  found: KnowledgeLedger,
): { worse: string[]; better: string[] } {
  const worse: string[] = [];
  const better: string[] = [];
  const compare = (name: string, before: Share, now: Share): void => {
    const missingBefore = before.of - before.found;
    const missingNow = now.of - now.found;
    const line = `${name}: ${now.found} of ${now.of}, the ledger says ${before.found} of ${before.of}`;
    if (missingNow > missingBefore) worse.push(line);
    else if (missingNow < missingBefore || before.of !== now.of) better.push(line);
  };
  compare('fields of data models', recorded.cimFields, found.cimFields);
  compare('fields', recorded.allFields, found.allFields);
  for (const [id, now] of Object.entries(found.sources)) {
    const before = Object.hasOwn(recorded.sources, id) ? recorded.sources[id] : undefined;
    if (before === undefined) better.push(`source ${id} is new`);
    else {
      compare(`source ${id}, fields`, before.fields, now.fields);
      if (now.missed.length > before.missed.length) worse.push(`source ${id} does not reach ${now.missed.join(', ')}`);
      else if (now.missed.length < before.missed.length) better.push(`source ${id} reaches its data sets`);
    }
  }
  for (const id of Object.keys(recorded.sources))
    if (!Object.hasOwn(found.sources, id)) worse.push(`source ${id} is gone`);
  return { worse, better };
}
