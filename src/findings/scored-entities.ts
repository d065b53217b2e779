import type { Deployment } from '../content/deployment.js';
import type { Detection } from '../content/detection.js';
import type { RiskEntity } from '../content/risk.js';
import type { ResultRow } from './finding.js';
import { valuesIn } from './substitute.js';

/** What rows of a detection make: in the classic formats the deployment decides, in ESCU 6.x the detection itself (escu-formats 1 and 2). */
export function rowsMake(
  { format, risk }: Detection,
  deployment: Deployment,
): { readonly riskEvents: boolean; readonly finding: boolean } {
  const own = format === 'escu6';
  return {
    riskEvents: risk.entities.length > 0 && (own || deployment.risk),
    finding: own ? risk.finding !== undefined : deployment.notable !== undefined,
  };
}

/** The entities that a row of the detection adds risk to: those of its risk events and that of its finding. */
export function scoredEntities(detection: Detection, deployment: Deployment): readonly RiskEntity[] {
  const { riskEvents, finding } = rowsMake(detection, deployment);
  const { entities, finding: spec } = detection.risk;
  return [...(riskEvents ? entities : []), ...(finding && spec?.entity !== undefined ? [spec.entity] : [])];
}

/** The persons or things that a row names as an entity, each once. */
export function entityValues({ field }: RiskEntity, row: ResultRow): readonly string[] {
  return [...new Set(valuesIn(row, field).filter((value) => value !== ''))];
}
