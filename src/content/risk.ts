import type { Label } from '../diagnostics/diagnostic.js';
import type { Source } from '../source/source.js';
import type { MapReader } from './map-reader.js';

/** A field of the result that names a person or thing, and what it adds to that person's or thing's risk. */
export interface RiskEntity {
  readonly field: string;
  /** `system`, `user` or `other`. */
  readonly type: string;
  /** 0-100. */
  readonly score: number;
  /** Risk message, with `$field$` tokens. */
  readonly message?: Source;
  readonly at: Label;
  /** Its key in the file: `rba.risk_objects[0]`. */
  readonly key: string;
}

/** A field of the result that names a trace of the attack (a process, a domain ...). */
export interface ThreatObject {
  readonly field: string;
  readonly type: string;
  readonly at: Label;
  /** Its key in the file: `rba.threat_objects[0]`. */
  readonly key: string;
}

/** The one finding of an ESCU 6.x detection. */
export interface FindingSpec {
  readonly title: Source;
  readonly entity?: RiskEntity;
  readonly at: Label;
}

/** What a row of a detection says about risk, the same for all formats (escu-formats 1 and 2). */
export interface Risk {
  readonly entities: readonly RiskEntity[];
  readonly threatObjects: readonly ThreatObject[];
  /** ESCU 6.x only; in the classic formats the deployment asks for the notable. */
  readonly finding?: FindingSpec;
  /** The first classic form: the score is impact x confidence / 100. */
  readonly impact?: number;
  readonly confidence?: number;
}

const userTypes = new Set(['user', 'username', 'user name', 'email address']);
const systemTypes = new Set(['device', 'endpoint', 'hostname', 'ip address']);
const threatTypes = new Map([
  ['process name', 'process'],
  ['process', 'process'],
  ['file name', 'file_name'],
  ['file', 'file_name'],
  ['file hash', 'file_hash'],
  ['url string', 'url'],
  ['url', 'url'],
  ['ip address', 'ip_address'],
]);

/**
 * Classic, before late 2024: `tags.impact`, `tags.confidence`, `tags.observable`. A victim that is a person or a machine is
 * a risk object of that type, an attacker is a threat object, anything else a risk object of type `other`.
 */
export function riskOfObservables(tags: MapReader): Risk {
  const impact = tags.number('impact');
  const confidence = tags.number('confidence');
  const declared = tags.number('risk_score');
  const score = impact !== undefined && confidence !== undefined ? (impact * confidence) / 100 : (declared ?? 0);
  const message = tags.source('message');
  const entities: RiskEntity[] = [];
  const threatObjects: ThreatObject[] = [];
  for (const observable of tags.maps('observable')) {
    const field = observable.need('name');
    if (field === undefined) continue;
    const type = observable.trimmed('type').toLowerCase();
    const roles = observable.texts('role').map((role) => role.trim().toLowerCase());
    const at = observable.at('name');
    const key = observable.keyOf();
    const victim = roles.includes('victim');
    if (!(victim && (userTypes.has(type) || systemTypes.has(type))) && roles.includes('attacker')) {
      threatObjects.push({ field, type: threatTypes.get(type) ?? type.replaceAll(' ', '_'), at, key });
      continue;
    }
    const kind = victim && userTypes.has(type) ? 'user' : victim && systemTypes.has(type) ? 'system' : 'other';
    entities.push({ field, type: kind, score, ...(message === undefined ? {} : { message }), at, key });
  }
  return {
    entities,
    threatObjects,
    ...(impact === undefined ? {} : { impact }),
    ...(confidence === undefined ? {} : { confidence }),
  };
}

/** Classic from late 2024: the `rba` block; its one message is that of every risk object. */
export function riskOfRba(rba: MapReader): Risk {
  const message = rba.source('message');
  return { entities: entitiesOf(rba.maps('risk_objects'), message), threatObjects: threatObjectsOf(rba) };
}

/** ESCU 6.x: `finding`, `intermediate_findings` and `threat_objects` at the top level. */
export function riskOfFindings(root: MapReader): Risk {
  const intermediate = root.map('intermediate_findings');
  const spec = root.map('finding');
  const title = spec?.source('title');
  const entity = entitiesOf([spec?.map('entity')].filter((each) => each !== undefined))[0];
  return {
    entities: intermediate === undefined ? [] : entitiesOf(intermediate.maps('entities')),
    threatObjects: threatObjectsOf(root),
    ...(spec === undefined || title === undefined
      ? {}
      : { finding: { title, ...(entity === undefined ? {} : { entity }), at: spec.at() } }),
  };
}

function entitiesOf(maps: readonly MapReader[], shared?: Source): RiskEntity[] {
  const entities: RiskEntity[] = [];
  for (const map of maps) {
    const field = map.need('field');
    if (field === undefined) continue;
    const message = map.source('message') ?? shared;
    const type = map.trimmed('type').toLowerCase() || 'other';
    entities.push({
      field,
      type,
      score: map.number('score') ?? 0,
      ...(message === undefined ? {} : { message }),
      at: map.at('field'),
      key: map.keyOf(),
    });
  }
  return entities;
}

function threatObjectsOf(map: MapReader): ThreatObject[] {
  const objects: ThreatObject[] = [];
  for (const each of map.maps('threat_objects')) {
    const field = each.need('field');
    if (field !== undefined)
      objects.push({ field, type: each.trimmed('type'), at: each.at('field'), key: each.keyOf() });
  }
  return objects;
}
