import { type Deployment, readDeployment, readSchedule } from './deployment.js';
import type {
  Annotations,
  AttackData,
  Deprecation,
  Detection,
  DetectionFormat,
  DetectionTest,
  Drilldown,
  Throttling,
} from './detection.js';
import { formerRule, riskOfFormerRule } from './former-rule.js';
import { readInlineEvents, testingIndex } from './inline-events.js';
import type { MapReader } from './map-reader.js';
import { placed, placedList } from './placed-text.js';
import { type Risk, riskOfFindings, riskOfObservables, riskOfRba } from './risk.js';

/** Keys that only detections of ESCU 6.x have. */
export const escu6Keys: readonly string[] = [
  'creation_date',
  'modification_date',
  'finding',
  'intermediate_findings',
  'threat_objects',
  'custom_schedule',
  'schedule',
  'category',
];

/**
 * What makes a detection a classic one, whichever single keys of ESCU 6.x stray into it: its `date` and one of the two
 * mappings, without the dates of ESCU 6.x.
 */
export const classicKeys = { all: ['date'], oneOf: ['tags', 'rba'], none: ['creation_date', 'modification_date'] };

/** Which form a detection is written in; a classic one without any risk counts as `rba`. */
export function detectionFormat(map: MapReader): DetectionFormat {
  if (formerRule(map) !== undefined) return 'rba';
  const has = (key: string) => map.node.entries.has(key);
  const { all, oneOf, none } = classicKeys;
  const isClassic = all.every(has) && oneOf.some(has) && !none.some(has);
  if (!isClassic && escu6Keys.some(has)) return 'escu6';
  if (map.node.entries.has('rba')) return 'rba';
  const tags = map.node.entries.get('tags')?.value;
  const observables =
    tags?.kind === 'map' && ['impact', 'confidence', 'observable'].some((key) => tags.entries.has(key));
  return observables ? 'observables' : 'rba';
}

/**
 * A detection of any form. Undefined when it has no name or no search: such a file cannot be run, shown or named. Every
 * other gap is left empty; the schema of `check` reports it.
 */
export function readDetection(map: MapReader, fileName: string): Detection | undefined {
  const name = map.need('name')?.trim();
  const former = formerRule(map);
  const rule = former ?? map;
  const hasSearch = rule.need('search') !== undefined;
  const search = rule.source('search');
  if (name === undefined || !hasSearch || search === undefined) return undefined;
  const format = detectionFormat(map);
  const tags = map.map('tags');
  const created = map.text(map.firstOf('creation_date', 'date'));
  const modified = map.text(map.firstOf('modification_date', 'date'));
  const version = map.number('version');
  const custom = map.map('custom_schedule');
  const inline = map.map('deployment');
  const throttling = tags?.map('throttling') ?? map.map('throttling');
  const deprecation = map.map('deprecation_info');
  const manualTest = tags?.text('manual_test') ?? map.text('manual_test');
  const schedule = placed(map, 'schedule');
  return {
    format,
    file: map.file,
    fileName,
    document: map.node,
    name,
    id: map.trimmed('id'),
    author: map.trimmed('author'),
    status: map.trimmed('status'),
    type: map.trimmed('type'),
    description: map.trimmed('description'),
    search,
    howToImplement: map.trimmed('how_to_implement'),
    knownFalsePositives: map.trimmed('known_false_positives'),
    references: map.texts('references'),
    dataSources: placedList(map, 'data_source'),
    risk: former === undefined ? readRisk(format, map, tags) : riskOfFormerRule(former),
    annotations: readAnnotations(map, tags),
    drilldowns: readDrilldowns(map),
    tests: map.maps('tests').map(readTest),
    baselines: placedList(map, 'baselines'),
    ...optional('version', version),
    ...optional('created', created),
    ...optional('modified', modified),
    ...optional('manualTest', manualTest),
    ...optional('deployment', inline && inlineDeployment(inline, name)),
    ...optional('scheduleName', schedule),
    ...(custom && readSchedule(custom)),
    ...optional('throttling', throttling && readThrottling(throttling)),
    ...optional('deprecation', deprecation && readDeprecation(deprecation)),
  };
}

function optional<K extends string, V>(key: K, value: V | undefined): { [P in K]?: V } {
  return value === undefined ? {} : ({ [key]: value } as { [P in K]?: V });
}

function readRisk(format: DetectionFormat, map: MapReader, tags: MapReader | undefined): Risk {
  if (format === 'escu6') return riskOfFindings(map);
  if (format === 'observables' && tags !== undefined) return riskOfObservables(tags);
  const rba = map.map('rba');
  return rba === undefined ? { entities: [], threatObjects: [] } : riskOfRba(rba);
}

function readAnnotations(map: MapReader, tags: MapReader | undefined): Annotations {
  const texts = (key: string) => (map.has(key) ? map.texts(key) : (tags?.texts(key) ?? []));
  const text = (key: string) => map.text(key)?.trim() ?? tags?.trimmed(key) ?? '';
  const category = map.text('category')?.trim();
  return {
    // Content of 2020 has the plural in the middle.
    analyticStories: [...texts('analytic_story'), ...(tags?.texts('analytics_story') ?? [])],
    mitreAttackIds: texts('mitre_attack_id'),
    cves: texts('cve'),
    threatGroups: map.has('threat_group') ? map.texts('threat_group') : (tags?.texts('group') ?? []),
    atomicGuids: texts('atomic_guid'),
    products: texts('product'),
    assetType: text('asset_type'),
    securityDomain: text('security_domain'),
    ...optional('category', category),
  };
}

function readDrilldowns(map: MapReader): Drilldown[] {
  const drilldowns: Drilldown[] = [];
  for (const each of map.maps('drilldown_searches')) {
    const name = each.source('name');
    const search = each.source('search');
    if (name === undefined || search === undefined) continue;
    const earliest = each.trimmed('earliest_offset');
    const latest = each.trimmed('latest_offset');
    drilldowns.push({ name, search, earliest, latest, at: each.at('name'), key: each.keyOf() });
  }
  return drilldowns;
}

function readTest(map: MapReader): DetectionTest {
  const description = map.text('description');
  return {
    name: map.trimmed('name'),
    kind: map.trimmed('test_type').toLowerCase() === 'experimental' ? 'experimental' : 'unit',
    expectedResults: map.number('expected_results') ?? 1,
    attackData: map.maps('attack_data').map(readAttackData),
    absentFields: map.texts('absent_fields'),
    at: map.at('name'),
    key: map.keyOf(),
    ...optional('description', description),
    ...optional('inlineEvents', map.has('events') ? readInlineEvents(map) : undefined),
  };
}

function readAttackData(map: MapReader): AttackData {
  const host = map.text('host')?.trim();
  return {
    data: map.trimmed('data'),
    source: map.trimmed('source'),
    sourcetype: map.trimmed('sourcetype'),
    index: map.trimmed(map.firstOf('index', 'custom_index')) || testingIndex,
    at: map.at('data'),
    key: map.keyOf(),
    ...optional('host', host),
  };
}

function inlineDeployment(map: MapReader, detection: string): Deployment {
  return readDeployment(map, map.trimmed('name') || detection);
}

function readThrottling(map: MapReader): Throttling {
  return { fields: map.texts('fields'), period: map.trimmed('period') };
}

function readDeprecation(map: MapReader): Deprecation {
  const removed = map.text('removed_in_version')?.trim();
  return {
    reason: map.trimmed('reason'),
    replacements: map.texts('replacement_content'),
    ...optional('removedInVersion', removed),
  };
}
