import type { Deployment } from '../content/deployment.js';
import type { Detection } from '../content/detection.js';
import type { RiskEntity } from '../content/risk.js';
import { type DrilldownContext, drilldownsFor } from './drilldowns.js';
import type {
  Finding,
  FindingAnnotations,
  FindingDrilldown,
  FindingEntity,
  FindingOrigin,
  Findings,
  MissingField,
  ResultRow,
  RiskEvent,
  ThreatObjectValue,
} from './finding.js';
import { entityValues, rowsMake } from './scored-entities.js';
import { substituteFields, substituteProperties, valuesIn } from './substitute.js';

/**
 * What the rows of a detection become (design 3.11, escu-formats 1 and 2). In the classic formats the deployment decides
 * whether a row makes a notable and risk events; in ESCU 6.x the detection itself does. A field with several values makes one
 * risk event per value; a field the row lacks makes none, and is listed in `missing`.
 */
export function findingsFor(
  detection: Detection,
  rows: Iterable<ResultRow>,
  deployment: Deployment,
  context: DrilldownContext = {},
): Findings {
  const maker = new FindingMaker(detection, deployment, context);
  let index = 0;
  for (const row of rows) maker.add(row, index++);
  return { findings: maker.findings, riskEvents: maker.riskEvents, missing: maker.missing() };
}

class FindingMaker {
  readonly findings: Finding[] = [];
  readonly riskEvents: RiskEvent[] = [];
  readonly #detection: Detection;
  readonly #deployment: Deployment;
  readonly #context: DrilldownContext;
  readonly #origin: FindingOrigin;
  readonly #annotations: FindingAnnotations;
  readonly #properties: ReadonlyMap<string, string>;
  readonly #missing = new Map<string, { field: string; use: MissingField['use']; rows: number; last: number }>();

  constructor(detection: Detection, deployment: Deployment, context: DrilldownContext) {
    this.#detection = detection;
    this.#deployment = deployment;
    this.#context = context;
    const { name, id, version, format, type } = detection;
    this.#origin = { name, id, format, type, ...(version === undefined ? {} : { version }) };
    const { analyticStories, mitreAttackIds, cves } = detection.annotations;
    this.#annotations = { analyticStories, mitreAttackIds, cves };
    this.#properties = new Map([
      ['name', name],
      ['id', id],
      ['description', detection.description],
      ['author', detection.author],
      ['type', type],
      ['status', detection.status],
      ['version', String(version ?? '')],
      ['security_domain', detection.annotations.securityDomain],
      ['asset_type', detection.annotations.assetType],
    ]);
  }

  add(row: ResultRow, index: number): void {
    const { riskEvents, finding } = rowsMake(this.#detection, this.#deployment);
    if (!riskEvents && !finding) return;
    const threatObjects = this.#threatObjects(row, index);
    const drilldowns = drilldownsFor(this.#detection, row, this.#context, (field) =>
      this.#lacks(field, 'drilldown', index),
    );
    if (finding) this.findings.push(this.#finding(row, index, threatObjects, drilldowns));
    if (!riskEvents) return;
    for (const entity of this.#detection.risk.entities) {
      for (const value of this.#entityValues(entity, row, index)) {
        this.riskEvents.push(this.#riskEvent(entity, value, row, index, threatObjects, drilldowns));
      }
    }
  }

  missing(): MissingField[] {
    return [...this.#missing.values()].map(({ field, use, rows }) => ({ field, use, rows }));
  }

  #finding(
    row: ResultRow,
    index: number,
    threatObjects: readonly ThreatObjectValue[],
    drilldowns: readonly FindingDrilldown[],
  ): Finding {
    const { finding: spec } = this.#detection.risk;
    const { notable } = this.#deployment;
    const text = (template: string) =>
      substituteProperties(
        substituteFields(template, row, (field) => this.#lacks(field, 'title', index)),
        this.#properties,
      );
    const fields = (notable?.fields ?? []).flatMap((field) => {
      const values = valuesIn(row, field);
      if (values.length === 0) this.#lacks(field, 'notable field', index);
      return values.length === 0 ? [] : [{ field, values }];
    });
    const entities: FindingEntity[] = [];
    if (spec?.entity !== undefined) {
      const { field, type, score } = spec.entity;
      for (const value of this.#entityValues(spec.entity, row, index)) entities.push({ field, type, score, value });
    }
    return {
      detection: this.#origin,
      row: index,
      title: text(spec?.title.text ?? notable?.title ?? '%name%'),
      description: text(notable?.description ?? '%description%'),
      fields,
      entities,
      threatObjects,
      annotations: this.#annotations,
      drilldowns,
    };
  }

  #riskEvent(
    entity: RiskEntity,
    value: string,
    row: ResultRow,
    index: number,
    threatObjects: readonly ThreatObjectValue[],
    drilldowns: readonly FindingDrilldown[],
  ): RiskEvent {
    // The message of one value speaks of that value, also where the field has several.
    const one: Record<string, string | readonly string[]> = Object.create(null);
    Object.assign(one, row);
    one[entity.field] = value;
    const template = entity.message?.text.trim() ?? this.#detection.name;
    return {
      detection: this.#origin,
      row: index,
      entity: { field: entity.field, type: entity.type, value, score: entity.score },
      message: substituteFields(template, one, (field) => this.#lacks(field, 'message', index)),
      threatObjects,
      annotations: this.#annotations,
      drilldowns,
    };
  }

  #entityValues(entity: RiskEntity, row: ResultRow, index: number): readonly string[] {
    const values = entityValues(entity, row);
    if (values.length === 0) this.#lacks(entity.field, 'entity', index);
    return values;
  }

  #threatObjects(row: ResultRow, index: number): ThreatObjectValue[] {
    return this.#detection.risk.threatObjects.flatMap(({ field, type }) => {
      const values = valuesIn(row, field);
      if (values.length === 0) this.#lacks(field, 'threat object', index);
      return values.map((value) => ({ field, type, value }));
    });
  }

  #lacks(field: string, use: MissingField['use'], row: number): void {
    const key = `${use}\0${field}`;
    const known = this.#missing.get(key);
    if (known === undefined) this.#missing.set(key, { field, use, rows: 1, last: row });
    else if (known.last !== row) {
      known.rows++;
      known.last = row;
    }
  }
}
