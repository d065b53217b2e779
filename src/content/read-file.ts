import { type Diagnostic, diagnostic } from '../diagnostics/diagnostic.js';
import type { Source } from '../source/source.js';
import { span } from '../source/span.js';
import { type Baseline, readBaseline } from './baseline.js';
import type { CatalogMacro } from './catalog-macro.js';
import {
  type CompanionContent,
  readAppSettings,
  readDeprecationMapping,
  readPlaybook,
  readStory,
} from './companion.js';
import { type ContentHead, readHead } from './content-head.js';
import { type ContentKind, dashboardForm, isRemoved, kindOfKeys, kindOfPath } from './content-kind.js';
import {
  type DashboardSearches,
  readDashboard,
  readDashboardLayout,
  readDashboardSearches,
  readXmlDashboard,
} from './dashboard.js';
import { type DataSource, readDataSource } from './data-source.js';
import { type Deployment, readDeployment } from './deployment.js';
import type { Detection } from './detection.js';
import { readDocument } from './document.js';
import { formerRule } from './former-rule.js';
import { readLookup } from './lookup.js';
import type { LookupDefinition } from './lookup-definition.js';
import { readMacro, readMacrosConf } from './macro-files.js';
import { MapReader } from './map-reader.js';
import type { ContentMap } from './node.js';
import type { ContentOrigin } from './origin.js';
import { detectionFormat, readDetection } from './read-detection.js';
import type { SchemaName } from './schema/index.js';
import type { SchemaValidator } from './schema/validator.js';
import { readTransformsConf } from './transforms-conf.js';

/** A file to read: its text and its path relative to the content root, with `/`. */
export interface ContentFile {
  readonly source: Source;
  readonly path: string;
  readonly origin: ContentOrigin;
}

/** What a file gave; usually one thing, for .conf files many. Or what many files gave, in their order. */
export interface ContentItems {
  readonly detections: readonly Detection[];
  readonly baselines: readonly Baseline[];
  readonly macros: readonly CatalogMacro[];
  readonly lookups: readonly LookupDefinition[];
  readonly deployments: readonly Deployment[];
  readonly dataSources: readonly DataSource[];
  readonly companions: readonly CompanionContent[];
  readonly dashboards: readonly DashboardSearches[];
  /** What each YAML file says of itself. */
  readonly heads: readonly ContentHead[];
  readonly diagnostics: readonly Diagnostic[];
}

const nothing: ContentItems = {
  detections: [],
  baselines: [],
  macros: [],
  lookups: [],
  deployments: [],
  dataSources: [],
  companions: [],
  dashboards: [],
  heads: [],
  diagnostics: [],
};

/** What several files gave, one after the other. */
export function mergeItems(items: Iterable<ContentItems>): ContentItems {
  const kinds = Object.keys(nothing) as (keyof ContentItems)[];
  const merged = Object.fromEntries(kinds.map((kind) => [kind, [] as unknown[]]));
  for (const each of items) for (const kind of kinds) for (const item of each[kind]) merged[kind]!.push(item);
  return merged as unknown as ContentItems;
}

/**
 * Reads one file of any kind. With a validator the file is also held against its schema, whose messages replace the
 * reader's own about the same place.
 */
export function readContentFile(file: ContentFile, validator?: SchemaValidator): ContentItems {
  if (/(?:^|\/)macros\.conf$/.test(file.path)) return { ...nothing, ...readMacrosConf(file.source, file.origin) };
  if (/(?:^|\/)transforms\.conf$/.test(file.path))
    return { ...nothing, ...readTransformsConf(file.source, file.origin) };
  const form = dashboardForm(file.path) ?? formOfNamed(file);
  if (form !== undefined) {
    const read = form === 'json' ? readDashboardLayout : readXmlDashboard;
    const { layouts, dashboards } = read(file.source, stemOf(file.path));
    return { ...nothing, companions: layouts, dashboards };
  }
  const document = readDocument(file.source);
  const { root, file: source } = document;
  if (root === undefined) return { ...nothing, diagnostics: document.diagnostics };
  const kind = kindOfPath(file.path) ?? kindOfKeys(root);
  if (kind === undefined) {
    const at = { source, span: span(root.span.start, root.span.start) };
    return { ...nothing, diagnostics: [...document.diagnostics, diagnostic('content-unknown-kind', {}, { at })] };
  }
  const found: Diagnostic[] = [];
  const map = new MapReader(source, root, found);
  const items = readItems(kind, map, file);
  const removed = isRemoved(file.path);
  const former = formerForm(kind, map);
  const schema = removed || former.length > 0 ? undefined : schemaOf(kind, map);
  const checked = validator === undefined || schema === undefined ? [] : validator.validate(source, root, schema);
  const own = checked.length === 0 ? found : found.filter((each) => !checked.some((other) => samePlace(each, other)));
  const placeholder = placeholderIn(source, root);
  const heads = [readHead(removed && kind !== 'deprecation-mapping' ? 'removed' : kind, map, file.path)];
  return {
    ...nothing,
    ...items,
    heads,
    diagnostics: [...document.diagnostics, ...former, ...checked, ...own, ...placeholder],
  };
}

/** Says of a file in the form before 2020 that it is one; no schema is told of it. */
function formerForm(kind: ContentKind, map: MapReader): Diagnostic[] {
  if ((kind !== 'detection' && kind !== 'baseline') || formerRule(map) === undefined) return [];
  return [diagnostic('content-former-form', {}, { at: map.at('spec_version') })];
}

function samePlace(a: Diagnostic, b: Diagnostic): boolean {
  return a.code === b.code && (a.about?.key === b.about?.key || a.primary?.span.start === b.primary?.span.start);
}

function schemaOf(kind: ContentKind, map: MapReader): SchemaName | undefined {
  if (kind === 'other' || kind === 'removed' || kind === 'deprecation-mapping') return undefined;
  if (kind === 'detection') return detectionFormat(map) === 'escu6' ? 'detection-escu6' : 'detection-classic';
  return kind;
}

function readItems(kind: ContentKind, map: MapReader, file: ContentFile): Partial<ContentItems> {
  const slash = file.path.lastIndexOf('/');
  const folder = slash === -1 ? '' : file.path.slice(0, slash);
  const fileName = file.path.slice(slash + 1).replace(/\.ya?ml$/i, '');
  const some = <T>(item: T | undefined): T[] => (item === undefined ? [] : [item]);
  switch (kind) {
    case 'detection':
      return { detections: some(readDetection(map, fileName)) };
    case 'baseline':
      return { baselines: some(readBaseline(map, fileName)) };
    case 'macro':
      return { macros: some(readMacro(map, file.origin)) };
    case 'lookup':
      return { lookups: some(readLookup(map, fileName, folder, file.origin)) };
    case 'deployment':
    case 'schedule':
      return map.need('name') === undefined ? {} : { deployments: [readDeployment(map)] };
    case 'data-source':
      return { dataSources: some(readDataSource(map)) };
    case 'story':
      return { companions: readStory(map) };
    case 'dashboard':
      return { companions: readDashboard(map, stemOf(file.path)), dashboards: readDashboardSearches(map) };
    case 'playbook':
      return { companions: readPlaybook(map) };
    case 'deprecation-mapping':
      return { companions: readDeprecationMapping(map) };
    case 'config':
      return /^contentctl/i.test(file.path) ? { companions: readAppSettings(map) } : {};
    case 'removed':
    case 'other':
      return {};
  }
}

/** Also a dashboard that somebody names without the folders around it. */
function formOfNamed({ path, source }: ContentFile): 'json' | 'xml' | undefined {
  if (/\.xml$/i.test(path)) return 'xml';
  return /\.json$/i.test(path) && source.text.includes('"dataSources"') ? 'json' : undefined;
}

function stemOf(path: string): string {
  return path.replace(/\.[^./]*$/, '');
}

/** Templates mark what the author must fill in; such a file is not ready (content-checks 1). */
function placeholderIn(file: Source, root: ContentMap): Diagnostic[] {
  const start = file.text.indexOf('__UPDATE__');
  if (start === -1 || root.entries.size === 0) return [];
  return [
    diagnostic('content-placeholder', {}, { at: { source: file, span: span(start, start + '__UPDATE__'.length) } }),
  ];
}
