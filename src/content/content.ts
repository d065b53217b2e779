import { type AnyDiagnostic, type Diagnostic, diagnostic } from '../diagnostics/diagnostic.js';
import type { Baseline } from './baseline.js';
import { Catalog } from './catalog.js';
import type { CatalogMacro } from './catalog-macro.js';
import type { CompanionContent } from './companion.js';
import type { ContentHead } from './content-head.js';
import type { DashboardSearches } from './dashboard.js';
import type { DataSource } from './data-source.js';
import type { Deployment } from './deployment.js';
import type { Detection } from './detection.js';
import type { LookupDefinition } from './lookup-definition.js';
import { parseMacroFlag } from './macro-files.js';
import { type ContentFile, type ContentItems, readContentFile } from './read-file.js';
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
  readonly companions: readonly CompanionContent[];
  readonly dashboards: readonly DashboardSearches[];
  readonly heads: readonly ContentHead[];
  /** Every file that was read. */
  readonly files: readonly ContentFile[];
  readonly catalog: Catalog;
  readonly diagnostics: readonly Diagnostic[];
}

/** How content is put together. */
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
  const read = [...files];
  const items = read.map((file) => readContentFile(file, options.validator));
  return { ...assembleItems(items, options), files: read };
}

/** Puts together what was read of each file, in the order of the files. */
export function assembleItems(
  items: Iterable<ContentItems>,
  options: Omit<ContentOptions, 'validator'> = {},
): Omit<Content, 'files'> {
  const detections: Detection[] = [];
  const baselines: Baseline[] = [];
  const macros: CatalogMacro[] = [];
  const lookups: LookupDefinition[] = [];
  const deployments: Deployment[] = [];
  const dataSources: DataSource[] = [];
  const companions: CompanionContent[] = [];
  const dashboards: DashboardSearches[] = [];
  const heads: ContentHead[] = [];
  const diagnostics: Diagnostic[] = [];
  for (const each of items) {
    detections.push(...each.detections);
    baselines.push(...each.baselines);
    for (const macro of each.macros) macros.push(macro);
    for (const lookup of each.lookups) lookups.push(lookup);
    deployments.push(...each.deployments);
    dataSources.push(...each.dataSources);
    companions.push(...each.companions);
    dashboards.push(...each.dashboards);
    heads.push(...each.heads);
    for (const found of each.diagnostics) diagnostics.push(found);
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
    companions,
    dashboards,
    heads,
    catalog,
    diagnostics: [...diagnostics, ...catalog.diagnostics],
  };
}

/** A path that could not be listed or read, as a diagnostic without a place. */
export function unreadable(path: string, reason: string): Diagnostic {
  return diagnostic('content-unreadable', { path, reason });
}

/** Whether something that was named or found could not be read, so that what is said of the content is not about all of it. */
export function isUnreadable({ code }: AnyDiagnostic): boolean {
  return code === 'content-path-not-found' || code === 'content-unreadable';
}
