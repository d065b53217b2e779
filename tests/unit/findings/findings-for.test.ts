import { describe, expect, it } from 'vitest';
import { defaultDeployment } from '../../../src/content/deployment.js';
import type { Detection } from '../../../src/content/detection.js';
import { readContentFile } from '../../../src/content/read-file.js';
import type { ResultRow } from '../../../src/findings/finding.js';
import { findingsFor } from '../../../src/findings/findings-for.js';
import { createSource } from '../../../src/source/source.js';

function detection(type: string, risk: string): Detection {
  const text = `name: Odd Logon
id: 0f0b7a52-6d0c-4c59-9a0f-2f6b9f3f7f10
version: 4
type: ${type}
description: Someone logs on oddly.
search: index=win | stats count by dest, user
${risk}`;
  const source = createSource('detections/odd_logon.yml', text);
  return readContentFile({ source, path: source.name, origin: 'repository' }).detections[0]!;
}

const rba = `rba:
  message: $user$ on $dest$ costs $5, says $nobody$
  risk_objects:
  - {field: dest, type: system, score: 40}
  - {field: user, type: user, score: 20}
  threat_objects:
  - {field: process, type: process_name}
tags:
  analytic_story: [Odd Things]
  mitre_attack_id: [T1078]
drilldown_searches:
- name: Results for "$dest$"
  search: '%original_detection_search% | search dest = "$dest$" user IN ("$user$") | head $count$'
  earliest_offset: $info_min_time$
  latest_offset: $info_max_time$
`;
const made = (each: Detection, rows: ResultRow[], type = each.type) => findingsFor(each, rows, defaultDeployment(type));

describe('findingsFor', () => {
  it('makes a notable and a risk event per entity of a TTP', () => {
    const result = made(detection('TTP', rba), [{ dest: 'ws1', user: 'ann', process: ['a.exe', 'b.exe'], count: '2' }]);
    expect(result.findings).toHaveLength(1);
    expect(result.findings[0]).toMatchObject({
      detection: { name: 'Odd Logon', version: 4, format: 'rba' },
      row: 0,
      title: 'Odd Logon',
      description: 'Someone logs on oddly.',
      fields: [
        { field: 'user', values: ['ann'] },
        { field: 'dest', values: ['ws1'] },
      ],
      annotations: { mitreAttackIds: ['T1078'], analyticStories: ['Odd Things'] },
    });
    expect(result.riskEvents.map((each) => each.entity)).toEqual([
      { field: 'dest', type: 'system', value: 'ws1', score: 40 },
      { field: 'user', type: 'user', value: 'ann', score: 20 },
    ]);
    expect(result.riskEvents[0]!.message).toBe('ann on ws1 costs $5, says $nobody$');
    expect(result.riskEvents[0]!.threatObjects.map((each) => each.value)).toEqual(['a.exe', 'b.exe']);
    expect(result.missing).toEqual([{ field: 'nobody', use: 'message', rows: 1 }]);
  });

  it.each([
    ['TTP', 1, 2],
    ['Anomaly', 0, 2],
    ['Hunting', 0, 0],
    ['Correlation', 1, 0],
  ])('follows the default deployment of %s', (type, findings, riskEvents) => {
    const result = made(detection(type, rba), [{ dest: 'ws1', user: 'ann' }]);
    expect([result.findings.length, result.riskEvents.length]).toEqual([findings, riskEvents]);
  });

  it('makes one risk event per value, each with its own message', () => {
    const result = made(detection('Anomaly', rba), [{ dest: ['ws1', 'ws2', 'ws1'], user: 'ann' }]);
    expect(result.riskEvents.map((each) => [each.entity.value, each.message.slice(0, 10)])).toEqual([
      ['ws1', 'ann on ws1'],
      ['ws2', 'ann on ws2'],
      ['ann', 'ann on ws1'],
    ]);
    expect(result.riskEvents[2]!.message).toContain('ann on ws1, ws2, ws1 costs');
  });

  it('reports a missing entity and makes nothing up', () => {
    const rows = [{ user: 'ann' }, { user: 'bob', dest: '' }, { user: 'eve', dest: 'ws1' }];
    const result = made(detection('Anomaly', rba), rows);
    expect(result.riskEvents.map((each) => each.entity.value)).toEqual(['ann', 'bob', 'ws1', 'eve']);
    expect(result.missing).toContainEqual({ field: 'dest', use: 'entity', rows: 2 });
    expect(result.missing).toContainEqual({ field: 'process', use: 'threat object', rows: 3 });
  });

  it('does not take inherited properties for fields', () => {
    const text = 'rba:\n  message: m $toString$\n  risk_objects:\n  - {field: constructor, type: other, score: 1}\n';
    const result = made(detection('Anomaly', text), [{ dest: 'x' }]);
    expect(result.riskEvents).toEqual([]);
    expect(result.missing).toEqual([{ field: 'constructor', use: 'entity', rows: 1 }]);
  });

  it('scores impact x confidence / 100', () => {
    const text = `tags:
  impact: 50
  confidence: 50
  message: tbd
  observable:
  - {name: dest, type: Endpoint, role: [Victim]}
`;
    const result = made(detection('TTP', text), [{ dest: 'ws1' }]);
    expect(result.riskEvents.map((each) => [each.entity.score, each.message])).toEqual([[25, 'tbd']]);
  });

  it('follows the detection itself in ESCU 6', () => {
    const text = `category: endpoint
finding:
  title: $user$ logged on to $dest$
  entity: {field: dest, type: system, score: 55}
intermediate_findings:
  entities:
  - {field: user, type: user, score: 15, message: Logon by $user$}
`;
    const result = made(detection('TTP', text), [{ dest: ['ws1', 'ws2'], user: 'ann' }], 'Hunting');
    expect(result.findings[0]).toMatchObject({
      title: 'ann logged on to ws1, ws2',
      entities: [
        { value: 'ws1', score: 55 },
        { value: 'ws2', score: 55 },
      ],
    });
    expect(result.riskEvents.map((each) => [each.entity.value, each.entity.score, each.message])).toEqual([
      ['ann', 15, 'Logon by ann'],
    ]);
    const anomaly = detection('Anomaly', text.replace(/finding:\n.*\n.*\n/, ''));
    expect(made(anomaly, [{ dest: 'ws1', user: 'ann' }]).findings).toEqual([]);
  });

  it('fills drill-downs, and values cannot leave their quotes', () => {
    const row = { dest: 'ws1" | delete "', user: ['ann', 'b\\'], count: '3 | delete' };
    const context = { originalSearch: 'index=win $keep$', earliest: '10', latest: '20' };
    const { drilldowns } = findingsFor(detection('TTP', rba), [row], defaultDeployment('TTP'), context).findings[0]!;
    expect(drilldowns).toEqual([
      {
        name: 'Results for "ws1" | delete ""',
        search: 'index=win $keep$ | search dest = "ws1\\" | delete \\"" user IN ("ann") | head "3 | delete"',
        earliest: '10',
        latest: '20',
      },
      {
        name: 'Results for "ws1" | delete ""',
        search: 'index=win $keep$ | search dest = "ws1\\" | delete \\"" user IN ("b\\\\") | head "3 | delete"',
        earliest: '10',
        latest: '20',
      },
    ]);
  });

  it('takes the field before the filter of a token, and quotes what $field|s$ asks for', () => {
    const text = rba.replace('user IN ("$user$") | head $count$', 'user=$user|s$ count=$count|n$');
    const { findings, missing } = made(detection('TTP', text.replace('$user$ on', '$user|h$ on')), [
      { dest: 'ws1', user: 'ann', count: '3', process: 'a.exe' },
    ]);
    expect(findings[0]!.drilldowns[0]!.search).toMatch(/dest = "ws1" user="ann" count=3$/);
    expect(missing.map(({ field }) => field)).toEqual(['nobody']);
  });
});
