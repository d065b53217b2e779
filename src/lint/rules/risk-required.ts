import { defineRule } from '../define.js';
import { keyPlace } from '../place.js';

const kinds = /^(?:ttp|anomaly|hunting|correlation)$/i;

/** Risk that the deployment asks for and the detection does not have, or the other way around. */
export const riskRequired = defineRule({
  id: 'risk-required',
  severity: 'error',
  category: 'metadata',
  what: 'What the detection says about risk does not fit its type: risk objects without a deployment that makes risk events, or none where it does; in ESCU 6.x a finding, intermediate findings or threat objects that the type asks for or forbids.',
  why: 'The detection makes no risk event, or one that nobody asked for.',
  fix: 'Add or remove `rba`, `finding`, `intermediate_findings` as the type asks for.',
  contentctl: [
    'RBA block present exactly when the deployment asks for it',
    '≥1 risk object',
    'type matrix of finding / intermediate findings / threat objects',
  ],
  good: [{}],
  bad: [
    { yaml: 'rba: REMOVED' },
    { yaml: 'type: Hunting' },
    {
      yaml: 'rba:\n  message: Seen on $dest$\n  risk_objects: []\n  threat_objects:\n    - {field: dest, type: system}',
    },
    {
      yaml: "creation_date: '2026-01-01'\nmodification_date: '2026-01-01'\ncategory: endpoint\ntype: Correlation\nfinding:\n  title: Seen $dest$\n  entity: {field: dest, type: system, score: 10}\nthreat_objects:\n  - {field: dest, type: system}",
    },
    {
      yaml: "creation_date: '2026-01-01'\nmodification_date: '2026-01-01'\ncategory: endpoint\ntype: Anomaly\nfinding:\n  title: Seen $dest$\n  entity: {field: dest, type: system, score: 10}",
    },
    { yaml: "creation_date: '2026-01-01'\nmodification_date: '2026-01-01'\ncategory: endpoint\ntype: TTP" },
  ],
  detection(detection, cx) {
    const { risk, type } = detection;
    const at = (...keys: string[]) =>
      keyPlace(detection, keys.find((key) => detection.document.entries.has(key)) ?? 'type');
    // Of no type nothing can be asked.
    if (!kinds.test(type)) return;
    if (detection.format === 'escu6') {
      const kind = type.toLowerCase();
      const aType = `${/^[aeiou]/.test(kind) ? 'An' : 'A'} ${type}`;
      const wantsFinding = kind === 'ttp' || kind === 'correlation';
      if (wantsFinding && risk.finding === undefined)
        cx.report(`${aType} detection needs a finding.`, { at: at('type'), about: 'finding' });
      if (!wantsFinding && risk.finding !== undefined)
        cx.report(`${aType} detection must not have a finding.`, { at: at('finding') });
      if (kind === 'anomaly' && risk.entities.length === 0)
        cx.report(`${aType} detection needs intermediate findings.`, {
          at: at('type'),
          about: 'intermediate_findings.entities',
        });
      if ((kind === 'hunting' || kind === 'correlation') && risk.entities.length > 0)
        cx.report(`${aType} detection must not have intermediate findings.`, { at: at('intermediate_findings') });
      if ((kind === 'hunting' || kind === 'correlation') && risk.threatObjects.length > 0)
        cx.report(`${aType} detection must not have threat objects.`, { at: at('threat_objects') });
      return;
    }
    const wants = cx.content.catalog.deploymentFor(detection).risk;
    const has = risk.entities.length > 0;
    const hasBlock = detection.document.entries.has('rba');
    const severity = detection.status === 'production' ? 'error' : 'info';
    if (wants && !has && (hasBlock || risk.threatObjects.length === 0))
      cx.report(`The deployment of ${type} detections makes risk events, and the detection names no risk object.`, {
        at: at('rba', 'type'),
        about: detection.format === 'observables' ? 'tags.observable' : 'rba.risk_objects',
        severity,
      });
    // The first classic form carried observables in every type; they are not used there.
    if (!wants && hasBlock && (has || risk.threatObjects.length > 0))
      cx.report(`The deployment of ${type} detections makes no risk events, and the detection has an \`rba\` block.`, {
        at: at('rba'),
      });
  },
});
