import { type Diagnostic, diagnostic } from '../diagnostics/diagnostic.js';
import type { MacroResolver } from '../macros/macro-definition.js';
import { MacroRegistry } from '../macros/macro-registry.js';
import { createSource } from '../source/source.js';
import { suggest } from '../support/suggest.js';
import { builtinLookups } from './builtin-lookups.js';
import { builtinMacros } from './builtin-macros.js';
import { type CatalogMacro, filterMacro, filterMacroNames } from './catalog-macro.js';
import type { DataSource } from './data-source.js';
import { type Deployment, defaultDeployment } from './deployment.js';
import type { Detection } from './detection.js';
import type { LookupDefinition } from './lookup-definition.js';
import { emptyLookupTable, type LookupTableResult, readCsvLookup, readJsonLookup } from './lookup-table.js';
import type { ContentOrigin } from './origin.js';
import { type CatalogReader, ContentReadError, pathBelowRoot } from './reader.js';

/** What a catalog is made from, in the order in which the files were read. */
export interface CatalogParts {
  readonly macros?: readonly CatalogMacro[];
  readonly lookups?: readonly LookupDefinition[];
  readonly deployments?: readonly Deployment[];
  readonly dataSources?: readonly DataSource[];
  /** Detections whose filter macro exists without being written. */
  readonly detections?: readonly Pick<Detection, 'fileName' | 'name'>[];
  readonly reader?: CatalogReader;
}

const layers: readonly ContentOrigin[] = [
  'Splunk',
  'Splunk_SA_CIM',
  'Enterprise Security',
  'URL Toolbox',
  'baseline',
  'generated',
  'repository',
  'user',
  'option',
];

/**
 * Everything a search may name: macros, lookups, data sources, deployments. Built once per run; lookup data is read when
 * first asked for, and once.
 */
export class Catalog {
  readonly macros: MacroResolver;
  readonly diagnostics: readonly Diagnostic[];
  readonly #lookups = new Map<string, LookupDefinition>();
  readonly #byFile = new Map<string, LookupDefinition>();
  readonly #tables = new Map<string, Promise<LookupTableResult>>();
  readonly #deployments = new Map<string, Deployment>();
  readonly #byType = new Map<string, Deployment>();
  readonly #dataSources = new Map<string, DataSource>();
  readonly #reader: CatalogReader | undefined;

  constructor(parts: CatalogParts = {}) {
    const diagnostics: Diagnostic[] = [];
    const filters = (parts.detections ?? []).flatMap(filterMacroNames).map(filterMacro);
    const macros = [...builtinMacros, ...filters, ...(parts.macros ?? [])];
    const identity = (macro: CatalogMacro) =>
      macro.args.length === 0 ? macro.name : `${macro.name}(${macro.args.length})`;
    this.macros = new MacroRegistry(
      ...layers.map((layer) => firstOfEach(layer, 'macro', macros, identity, diagnostics)),
    );
    const lookups = [...builtinLookups, ...(parts.lookups ?? [])];
    for (const layer of layers) {
      for (const lookup of firstOfEach(layer, 'lookup', lookups, (each) => each.name, diagnostics)) {
        this.#lookups.set(lookup.name, lookup);
        if (lookup.kind === 'csv' && lookup.path !== undefined)
          this.#byFile.set(lookup.path.slice(lookup.path.lastIndexOf('/') + 1), lookup);
      }
    }
    for (const deployment of parts.deployments ?? []) {
      if (!this.#deployments.has(deployment.name)) this.#deployments.set(deployment.name, deployment);
      const type = deployment.type?.toLowerCase();
      if (type !== undefined && !this.#byType.has(type)) this.#byType.set(type, deployment);
    }
    for (const source of parts.dataSources ?? []) this.#dataSources.set(source.name, source);
    this.#reader = parts.reader;
    this.diagnostics = diagnostics;
  }

  /** A macro with the one who brings it; `macros` is the same for those who only expand. */
  macro(name: string, arity: number): CatalogMacro | undefined {
    return this.macros.find(name, arity) as CatalogMacro | undefined;
  }

  /** A lookup by the name of its definition, or by the name of its CSV file, as searches may write both. */
  lookup(name: string): LookupDefinition | undefined {
    return this.#lookups.get(name) ?? this.#byFile.get(name);
  }

  lookupNames(): Iterable<string> {
    return this.#lookups.keys();
  }

  dataSource(name: string): DataSource | undefined {
    return this.#dataSources.get(name);
  }

  dataSources(): Iterable<DataSource> {
    return this.#dataSources.values();
  }

  suggestDataSource(name: string): string[] {
    return suggest(name, this.#dataSources.keys());
  }

  deployment(name: string): Deployment | undefined {
    return this.#deployments.get(name);
  }

  /**
   * What applies to a detection: its own block, its schedule, the deployment of its type, or the published default of
   * the type. A schedule says when, the deployment of the type what is made of the rows.
   */
  deploymentFor(detection: Pick<Detection, 'type' | 'deployment' | 'scheduleName' | 'schedule'>): Deployment {
    const ofType = this.#byType.get(detection.type.toLowerCase()) ?? defaultDeployment(detection.type);
    const own = detection.deployment;
    if (own !== undefined) {
      const notable = own.notable ?? ofType.notable;
      const schedule = { ...ofType.schedule, ...own.schedule };
      return {
        ...ofType,
        ...own,
        schedule,
        risk: own.risk || ofType.risk,
        ...(notable === undefined ? {} : { notable }),
      };
    }
    const schedule =
      detection.schedule ??
      (detection.scheduleName === undefined ? undefined : this.#deployments.get(detection.scheduleName.text)?.schedule);
    return schedule === undefined ? ofType : { ...ofType, schedule };
  }

  /** The rows of a lookup; empty, with a diagnostic, when there is no data. Undefined for an unknown lookup. */
  table(name: string): Promise<LookupTableResult> | undefined {
    const lookup = this.lookup(name);
    if (lookup === undefined) return undefined;
    let table = this.#tables.get(lookup.name);
    if (table === undefined) {
      table = this.#read(lookup);
      this.#tables.set(lookup.name, table);
    }
    return table;
  }

  async #read(lookup: LookupDefinition): Promise<LookupTableResult> {
    const empty = { ...emptyLookupTable, fields: lookup.fields };
    if (lookup.path === undefined || lookup.kind === 'mlmodel') return { table: empty, diagnostics: [] };
    const details = lookup.at === undefined ? {} : { at: lookup.at };
    const path = pathBelowRoot(lookup.path);
    if (path === undefined) {
      return { table: empty, diagnostics: [diagnostic('content-outside-root', { path: lookup.path }, details)] };
    }
    let text: string | undefined;
    try {
      text = await this.#reader?.readText(path);
    } catch (error) {
      if (!(error instanceof ContentReadError)) throw error;
      return { table: empty, diagnostics: [readProblem(path, error, details)] };
    }
    if (text === undefined) {
      // The rows of a KV store live in Splunk: without a file the collection is simply still empty.
      const missing =
        lookup.kind === 'csv' ? [diagnostic('lookup-data-missing', { lookup: lookup.name, path }, details)] : [];
      return { table: empty, diagnostics: missing };
    }
    const source = createSource(this.#reader?.nameOf?.(path) ?? path, text);
    return lookup.kind === 'csv' ? readCsvLookup(source) : readJsonLookup(source, lookup.fields);
  }
}

function readProblem(path: string, error: ContentReadError, details: Parameters<typeof diagnostic>[2]): Diagnostic {
  switch (error.reason) {
    case 'outside-root':
      return diagnostic('content-outside-root', { path }, details);
    case 'too-large':
      return diagnostic('content-too-large', { what: path, limit: error.message }, details);
    case 'not-text':
      return diagnostic('content-not-text', {}, details);
    case 'unreadable':
      return diagnostic('content-unreadable', { path, reason: error.message }, details);
  }
}

/** The things one layer brings, the first of each name; later ones of the same layer are reported. */
function firstOfEach<T extends { readonly origin: ContentOrigin }>(
  layer: ContentOrigin,
  kind: 'macro' | 'lookup',
  all: readonly T[],
  identity: (each: T) => string,
  diagnostics: Diagnostic[],
): T[] {
  const first = new Map<string, T>();
  for (const each of all) {
    if (each.origin !== layer) continue;
    const name = identity(each);
    if (layer === 'option' || !first.has(name)) first.set(name, each);
    else if (layer !== 'generated') diagnostics.push(duplicate(kind, name, each));
  }
  return [...first.values()];
}

function duplicate(kind: 'macro' | 'lookup', name: string, each: object): Diagnostic {
  const definition = 'definition' in each ? (each as { definition: CatalogMacro['definition'] }).definition : undefined;
  const at =
    'at' in each
      ? (each as LookupDefinition).at
      : definition && { source: definition, span: { start: 0, end: definition.text.length } };
  return diagnostic('content-duplicate', { kind, name }, at === undefined ? {} : { at });
}
