import { type Diagnostic, diagnostic } from '../diagnostics/diagnostic.js';
import type { Baseline } from './baseline.js';
import { Catalog } from './catalog.js';
import type { CatalogMacro } from './catalog-macro.js';
import type { DataSource } from './data-source.js';
import type { Deployment } from './deployment.js';
import type { Detection } from './detection.js';
import type { LookupDefinition } from './lookup-definition.js';
import { parseMacroFlag } from './macro-files.js';
import { type ContentFile, readContentFile } from './read-file.js';
import type { CatalogReader } from './reader.js';
import type { SchemaValidator } from './schema/validator.js';

/** Loaded content: what to run, and what it may name. */
export interface Content {
  readonly detections: readonly Detection[];
  readonly baselines: readonly Baseline[];
  /** What the files define, in file order; a search sees them through the catalog. */
  readonly macros: readonly CatalogMacro[];
  readonly lookups: readonly LookupDefinition[];
  readonly deployments: readonly Deployment[];
  readonly dataSources: readonly DataSource[];
  /** Every file that was read. */
  readonly files: readonly ContentFile[];
  readonly catalog: Catalog;
  readonly diagnostics: readonly Diagnostic[];
}

export interface ContentOptions {
  /** Gives the catalog the text of lookup data. */
  readonly reader?: CatalogReader;
  /** Holds every file against its schema. */
  readonly validator?: SchemaValidator;
  /** `--macro` options, last one wins. */
  readonly macroFlags?: readonly string[];
  /** Macros that are said to exist elsewhere; content goes before them. */
  readonly providedMacros?: readonly CatalogMacro[];
}

/** Reads files in the given order and builds the catalog over them. A broken file gives diagnostics; the others go on. */
export function assembleContent(files: Iterable<ContentFile>, options: ContentOptions = {}): Content {
  const detections: Detection[] = [];
  const baselines: Baseline[] = [];
  const macros: CatalogMacro[] = [];
  const lookups: LookupDefinition[] = [];
  const deployments: Deployment[] = [];
  const dataSources: DataSource[] = [];
  const diagnostics: Diagnostic[] = [];
  const read: ContentFile[] = [];
  for (const file of files) {
    read.push(file);
    const items = readContentFile(file, options.validator);
    detections.push(...items.detections);
    baselines.push(...items.baselines);
    for (const macro of items.macros) macros.push(macro);
    for (const lookup of items.lookups) lookups.push(lookup);
    deployments.push(...items.deployments);
    dataSources.push(...items.dataSources);
    for (const each of items.diagnostics) diagnostics.push(each);
  }
  for (const flag of options.macroFlags ?? []) {
    const result = parseMacroFlag(flag);
    if ('macro' in result) macros.push(result.macro);
    else diagnostics.push(result.diagnostic);
  }
  const { reader } = options;
  const parts = {
    macros: [...macros, ...(options.providedMacros ?? [])],
    lookups,
    deployments,
    dataSources,
    detections,
  };
  const catalog = new Catalog(reader === undefined ? parts : { ...parts, reader });
  return {
    detections,
    baselines,
    macros,
    lookups,
    deployments,
    dataSources,
    files: read,
    catalog,
    diagnostics: [...diagnostics, ...catalog.diagnostics],
  };
}

/** A path that could not be listed or read, as a diagnostic without a place. */
export function unreadable(path: string, reason: string): Diagnostic {
  return diagnostic('content-unreadable', { path, reason });
}
