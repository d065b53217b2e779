import type { CompiledSearch } from '../compile/compile.js';
import type { Catalog } from '../content/catalog.js';
import type { Detection } from '../content/detection.js';
import type { FieldSchemas } from '../plan/fields/field-schemas.js';
import { knownNames } from '../plan/fields/row-shape.js';
import { type FieldFlow, fieldFlow } from '../plan/fields.js';
import type { Plan } from '../plan/plan.js';
import { type Change, type Facet, facetChanges } from './change.js';
import { comparePlans } from './compare-plans.js';
import { decidedConditionChanges } from './decided-conditions.js';
import { type LookupSide, type LookupTables, lookupChanges } from './lookup-changes.js';

/** One version of a detection, with its search made ready. */
export interface DetectionVersion {
  readonly detection: Detection;
  readonly compiled: CompiledSearch;
  readonly catalog: Catalog;
  /** The tables that the search looks into, as far as they were read. */
  readonly tables?: LookupTables;
}

/** What changed in the meaning of a detection: its search, its results, its risk, its schedule, and what it is filed under. */
export function compareDetections(before: DetectionVersion, after: DetectionVersion, schemas?: FieldSchemas): Change[] {
  return [
    ...searchChanges(before.compiled, after.compiled, schemas),
    ...facetChanges('macros', macroFacets(before.compiled), macroFacets(after.compiled)),
    ...lookupChanges(lookupSide(before), lookupSide(after)),
    ...facetChanges('risk', riskFacets(before.detection), riskFacets(after.detection)),
    ...facetChanges('schedule', scheduleFacets(before), scheduleFacets(after)),
    ...facetChanges('metadata', metadataFacets(before.detection), metadataFacets(after.detection)),
  ];
}

function lookupSide({ compiled, catalog, tables }: DetectionVersion): LookupSide {
  return { plan: compiled.plan, catalog, tables: tables ?? new Map() };
}

function hasPlan(compiled: CompiledSearch): compiled is CompiledSearch & { plan: Plan } {
  return compiled.plan !== undefined;
}

function searchChanges(before: CompiledSearch, after: CompiledSearch, schemas: FieldSchemas | undefined): Change[] {
  // The same text after expansion is the same search, and there is nothing to follow.
  if (before.source.text === after.source.text) return [];
  if (!hasPlan(before) || !hasPlan(after)) {
    const [old, now] = [stateOf(before), stateOf(after)];
    return [{ area: 'search', kind: 'changed', what: 'whether it can be compared', before: old, after: now }];
  }
  const flows = [before, after].map(({ plan, source }) => ({ flow: fieldFlow(plan, schemas), source }));
  return [
    ...comparePlans(before, after),
    ...decidedConditionChanges(flows[0]!, flows[1]!),
    ...facetChanges('fields', fieldFacets(flows[0]!.flow), fieldFacets(flows[1]!.flow)),
  ];
}

function stateOf({ plan, diagnostics }: CompiledSearch): string {
  if (plan !== undefined) return 'it parses';
  return `it does not: ${diagnostics.find((each) => each.severity === 'error')?.message ?? 'it has errors'}`;
}

/** The columns of the result. */
function fieldFacets({ output }: FieldFlow): Facet[] {
  const facets = knownNames(output).map((name) => ({ what: 'field of the result', slot: name, key: name, text: name }));
  if (output.rest === 'any') facets.push({ what: 'other fields of the result', slot: 'rest', key: 'any', text: 'any' });
  else
    for (const pattern of output.rest)
      facets.push({ what: 'other fields of the result', slot: pattern, key: pattern, text: pattern });
  return facets;
}

function macroFacets({ macroCalls }: CompiledSearch): Facet[] {
  const facets = new Map<string, Facet>();
  for (const { definition } of macroCalls) {
    // The filter macro that nobody wrote is named after the file.
    if (definition.definition.name.startsWith('<') && definition.name.endsWith('_filter')) continue;
    const name = definition.args.length === 0 ? definition.name : `${definition.name}(${definition.args.join(', ')})`;
    const text = definition.definition.text.replace(/\s+/g, ' ').trim();
    facets.set(name, { what: `macro ${name}`, slot: name, key: text, text });
  }
  return [...facets.values()];
}

function riskFacets({ risk }: Detection): Facet[] {
  const facets: Facet[] = [];
  for (const { field, type, score, message } of risk.entities) {
    facets.push({
      what: `risk score of ${type} ${field}`,
      slot: `${type} ${field}`,
      key: String(score),
      text: String(score),
    });
    const text = message?.text.trim() ?? '(none)';
    facets.push({ what: `risk message of ${type} ${field}`, slot: `${type} ${field}`, key: text, text });
  }
  for (const { field, type } of risk.threatObjects)
    facets.push({ what: 'threat object', slot: `${type} ${field}`, key: '', text: `${type} ${field}` });
  if (risk.finding !== undefined) {
    const { title, entity } = risk.finding;
    facets.push({ what: 'finding', slot: 'title', key: title.text.trim(), text: title.text.trim() });
    if (entity !== undefined) {
      const text = `${entity.type} ${entity.field}, score ${entity.score}`;
      facets.push({ what: 'entity of the finding', slot: 'entity', key: text, text });
    }
  }
  return facets;
}

function scheduleFacets({ detection, catalog }: DetectionVersion): Facet[] {
  const { schedule, notable, risk } = catalog.deploymentFor(detection);
  const facets: Facet[] = [];
  const add = (what: string, text: string | undefined): void => {
    if (text !== undefined) facets.push({ what, slot: what, key: text, text });
  };
  add('cron', schedule.cron);
  add('earliest', schedule.earliest);
  add('latest', schedule.latest);
  add('window', schedule.window);
  add('notable', notable === undefined ? 'no' : 'yes');
  add('risk events', risk ? 'yes' : 'no');
  const { throttling } = detection;
  add('throttling', throttling === undefined ? undefined : `${throttling.fields.join(', ')} for ${throttling.period}`);
  return facets;
}

function metadataFacets(detection: Detection): Facet[] {
  const facets: Facet[] = [];
  const add = (what: string, text: string | undefined): void => {
    if (text !== undefined && text !== '') facets.push({ what, slot: what, key: text, text });
  };
  const addAll = (what: string, texts: readonly string[]): void => {
    for (const text of new Set(texts)) facets.push({ what, slot: text, key: text, text });
  };
  const { annotations } = detection;
  add('name', detection.name);
  add('id', detection.id.toLowerCase());
  add('type', detection.type);
  add('status', detection.status);
  addAll(
    'data source',
    detection.dataSources.map((each) => each.text),
  );
  addAll('ATT&CK technique', annotations.mitreAttackIds);
  addAll('CVE', annotations.cves);
  addAll('analytic story', annotations.analyticStories);
  add('security domain', annotations.securityDomain);
  add('asset type', annotations.assetType);
  return facets;
}
