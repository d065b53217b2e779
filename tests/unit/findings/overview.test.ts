import { expect, it } from 'vitest';
import { defaultDeployment } from '../../../src/content/deployment.js';
import { readContentFile } from '../../../src/content/read-file.js';
import type { ResultRow } from '../../../src/findings/finding.js';
import { findingsFor } from '../../../src/findings/findings-for.js';
import { RunOverview } from '../../../src/findings/overview.js';
import { createSource } from '../../../src/source/source.js';

function read(type: string, risk: string) {
  const text = `name: Odd Logon\nid: 0f0b7a52-6d0c-4c59-9a0f-2f6b9f3f7f10\ntype: ${type}\nsearch: index=win | table dest, user\n${risk}`;
  const source = createSource('detections/odd_logon.yml', text);
  return readContentFile({ source, path: source.name, origin: 'repository' }).detections[0]!;
}

function overviewOf(type: string, risk: string, rows: readonly ResultRow[]) {
  const overview = new RunOverview('UTC');
  const detection = read(type, risk);
  overview.add('Odd Logon', detection, defaultDeployment(type), rows);
  // What is added up is what the findings say one by one.
  const { findings, riskEvents } = findingsFor(detection, rows, defaultDeployment(type));
  const single = [...findings.flatMap(({ entities }) => entities), ...riskEvents.map(({ entity }) => entity)];
  const sum = (scores: readonly { score: number }[]) => scores.reduce((all, { score }) => all + score, 0);
  expect(sum(overview.entities())).toBe(sum(single));
  return {
    rules: overview.rules(),
    entities: overview.entities().map(({ entity, type, score }) => [entity, type, score]),
  };
}

const rba = `rba:
  message: odd
  risk_objects: [{field: dest, type: system, score: 40}, {field: user, type: user, score: 20}]
  threat_objects: []
tags: {mitre_attack_id: [T1078]}`;
const rows = [
  { dest: 'ws1', user: ['ann', 'bob', 'ann'], firstTime: '2026-01-02T03:04:05', lastTime: '2026-01-02T04:00:00' },
  { dest: 'ws1', user: '', _time: '1767323045.5' },
  { dest: 'ws2', firstTime: 'last week' },
];

it('adds up what each row says of a person or thing, each value of a row once', () => {
  const { rules, entities } = overviewOf('TTP', rba, rows);
  expect(entities).toEqual([
    ['ws1', 'system', 80],
    ['ws2', 'system', 40],
    ['ann', 'user', 20],
    ['bob', 'user', 20],
  ]);
  const [first, last] = ['2026-01-02T03:04:05Z', '2026-01-02T04:00:00Z'].map((text) => Date.parse(text) / 1000);
  expect(rules).toEqual([
    { rule: 'Odd Logon', type: 'TTP', score: 40, rows: 3, first, last, mitreAttackIds: ['T1078'] },
  ]);
});

it('gives no risk where the deployment of the type gives none', () => {
  const { rules, entities } = overviewOf('Hunting', rba, rows);
  expect(entities).toEqual([]);
  expect(rules).toMatchObject([{ score: 0, rows: 3 }]);
});

it('counts a finding of ESCU 6 and its intermediate findings', () => {
  const risk = `finding: {title: odd, entity: {field: dest, type: system, score: 50}}
intermediate_findings: {entities: [{field: user, type: user, score: 15, message: odd}]}
mitre_attack_id: [T1078]`;
  const { rules, entities } = overviewOf('TTP', risk, [{ dest: 'ws1', user: 'ann' }]);
  expect(entities).toEqual([
    ['ws1', 'system', 50],
    ['ann', 'user', 15],
  ]);
  expect(rules).toMatchObject([{ score: 50, rows: 1 }]);
});

it('does not name a rule without rows', () => {
  expect(overviewOf('TTP', rba, []).rules).toEqual([]);
});
