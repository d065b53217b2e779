import type { Baseline } from '../content/baseline.js';
import type { Catalog } from '../content/catalog.js';
import type { CatalogMacro } from '../content/catalog-macro.js';
import type { CompanionContent } from '../content/companion.js';
import type { Content } from '../content/content.js';
import type { ContentHead } from '../content/content-head.js';
import type { DataSource } from '../content/data-source.js';
import type { Deployment } from '../content/deployment.js';
import type { Detection, DetectionFormat } from '../content/detection.js';
import type { LookupDefinition } from '../content/lookup-definition.js';
import { MapReader } from '../content/map-reader.js';
import { type PlacedText, placedList } from '../content/placed-text.js';
import type { Label } from '../diagnostics/diagnostic.js';
import { keyPlace } from './place.js';

/** What a search may name, in whatever thread it is checked. */
export interface KnownContent {
  readonly macros: readonly CatalogMacro[];
  readonly lookups: readonly LookupDefinition[];
  readonly deployments: readonly Deployment[];
  readonly dataSources: readonly DataSource[];
  readonly catalog: Catalog;
}

/** All content together, as far as rules about all of it ask: searches are read and checked in parts. */
export interface ContentOverview extends KnownContent {
  /** Detections, then baselines, in file order. */
  readonly searches: readonly SearchIdentity[];
  readonly companions: readonly CompanionContent[];
  readonly heads: readonly ContentHead[];
  readonly files: readonly FileIdentity[];
  /** Whether all searches of the content root are here: what is not here is nowhere. */
  readonly isWhole: boolean;
}

/** A file that was read. */
export interface FileIdentity {
  /** Below its content root, with `/`. */
  readonly path: string;
  /** The name of its source: the path as it was read. */
  readonly name: string;
}

/** A detection or baseline without its search; plain data. */
export interface SearchIdentity {
  readonly name: string;
  readonly id: string;
  readonly type: string;
  readonly fileName: string;
  /** Undefined for a baseline. */
  readonly format: DetectionFormat | undefined;
  /** Whether it brings a deployment of its own. */
  readonly hasDeployment: boolean;
  readonly stories: readonly PlacedText[];
  /** The detections that a baseline is for. */
  readonly detections: readonly PlacedText[];
  readonly at: Readonly<Record<'name' | 'id' | 'type', Label>>;
}

/** What questions about all content need of a detection or baseline. */
export function identityOf(owner: Detection | Baseline): SearchIdentity {
  const { name, id, type, fileName } = owner;
  return {
    name,
    id,
    type,
    fileName,
    format: 'format' in owner ? owner.format : undefined,
    hasDeployment: owner.deployment !== undefined,
    stories: storiesOf(owner),
    detections: 'detections' in owner ? owner.detections : [],
    at: { name: keyPlace(owner, 'name'), id: keyPlace(owner, 'id'), type: keyPlace(owner, 'type') },
  };
}

/** The overview of content that is all in one place. */
export function overviewOf(content: Content): ContentOverview {
  return {
    ...content,
    searches: [...content.detections, ...content.baselines].map(identityOf),
    files: content.files.map(({ path, source }) => ({ path, name: source.name })),
    isWhole: true,
  };
}

/** Stories stand at the top in ESCU 6.x and below `tags` before. */
function storiesOf({ file, document }: Detection | Baseline): PlacedText[] {
  const map = new MapReader(file, document, []);
  return placedList(map.has('analytic_story') ? map : (map.map('tags') ?? map), 'analytic_story');
}
