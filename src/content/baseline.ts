import type { Source } from '../source/source.js';
import { type Deployment, readDeployment } from './deployment.js';
import { formerRule } from './former-rule.js';
import type { MapReader } from './map-reader.js';
import type { ContentMap } from './node.js';
import { type PlacedText, placedList } from './placed-text.js';

/** A search that fills a lookup or trains a model which detections rely on. */
export interface Baseline {
  readonly file: Source;
  readonly fileName: string;
  /** The whole file as values with places. */
  readonly document: ContentMap;
  readonly name: string;
  readonly id: string;
  readonly status: string;
  /** `Baseline` or `Investigation`. */
  readonly type: string;
  readonly description: string;
  readonly search: Source;
  /** Detections named in its tags (classic; in ESCU 6.x the detection names the baseline). */
  readonly detections: readonly PlacedText[];
  readonly deployment?: Deployment;
}

/** `baselines/*.yml`; undefined without a name or a search. */
export function readBaseline(map: MapReader, fileName: string): Baseline | undefined {
  const name = map.need('name')?.trim();
  const rule = formerRule(map) ?? map;
  const hasSearch = rule.need('search') !== undefined;
  const search = rule.source('search');
  if (name === undefined || !hasSearch || search === undefined) return undefined;
  const deployment = map.map('deployment');
  const tags = map.map('tags');
  return {
    file: map.file,
    fileName,
    document: map.node,
    name,
    id: map.trimmed('id'),
    status: map.trimmed('status'),
    type: map.trimmed('type') || 'Baseline',
    description: map.trimmed('description'),
    search,
    detections: tags === undefined ? [] : placedList(tags, 'detections'),
    ...(deployment === undefined ? {} : { deployment: readDeployment(deployment, deployment.trimmed('name') || name) }),
  };
}
