import type { DetectionFormat } from '../content/detection.js';

/** A result row of a detection; a field that is null in the row is absent, several values are a list. */
export type ResultRow = Readonly<Record<string, string | readonly string[]>>;

/** What findings and risk events say about the detection they come from. */
export interface FindingOrigin {
  readonly name: string;
  readonly id: string;
  readonly version?: number;
  readonly format: DetectionFormat;
  readonly type: string;
}

/** The part of the annotations that Enterprise Security attaches to risk. */
export interface FindingAnnotations {
  readonly analyticStories: readonly string[];
  readonly mitreAttackIds: readonly string[];
  readonly cves: readonly string[];
}

export interface ThreatObjectValue {
  readonly field: string;
  readonly type: string;
  readonly value: string;
}

export interface FindingEntity {
  readonly field: string;
  readonly type: string;
  readonly value: string;
  readonly score: number;
}

/** A notable (classic) or finding (ESCU 6.x): something an analyst is asked to look at. */
export interface Finding {
  readonly detection: FindingOrigin;
  /** Index of the row it was made from. */
  readonly row: number;
  readonly title: string;
  readonly description: string;
  /** The notable event fields that the row has, in the order of the deployment. */
  readonly fields: readonly { readonly field: string; readonly values: readonly string[] }[];
  /** ESCU 6.x: the entity of the finding, once per value. */
  readonly entities: readonly FindingEntity[];
  readonly threatObjects: readonly ThreatObjectValue[];
  readonly annotations: FindingAnnotations;
  readonly drilldowns: readonly FindingDrilldown[];
}

/** A risk event (classic) or intermediate finding (ESCU 6.x): what one row adds to the risk of one person or thing. */
export interface RiskEvent {
  readonly detection: FindingOrigin;
  readonly row: number;
  readonly entity: FindingEntity;
  readonly message: string;
  readonly threatObjects: readonly ThreatObjectValue[];
  readonly annotations: FindingAnnotations;
  readonly drilldowns: readonly FindingDrilldown[];
}

/** A drill-down of a detection with the values of one row in it. */
export interface FindingDrilldown {
  readonly name: string;
  readonly search: string;
  readonly earliest: string;
  readonly latest: string;
}

/** A field that the detection names and rows do not have. */
export interface MissingField {
  readonly field: string;
  readonly use: 'entity' | 'threat object' | 'message' | 'title' | 'notable field' | 'drilldown';
  /** In how many rows, of those it was needed in. */
  readonly rows: number;
}

export interface Findings {
  readonly findings: readonly Finding[];
  readonly riskEvents: readonly RiskEvent[];
  /** Nothing is made up for a missing field: no entity, no risk event, and the token stays in the text. */
  readonly missing: readonly MissingField[];
}
