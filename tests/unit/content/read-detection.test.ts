import { describe, expect, it } from 'vitest';
import type { Detection } from '../../../src/content/detection.js';
import { rootPlace } from '../../../src/source/origin-map.js';
import { marked, read, said } from './read-file.js';

const head = `name: Odd Child of Spooler
id: 0f0b7a52-6d0c-4c59-9a0f-2f6b9f3f7f10
version: 2
author: A. Writer
status: production
type: TTP
description: The spooler starts a shell.
search: |-
  index=win parent=spoolsv.exe
  | stats count by dest, user, process
  | \`odd_child_of_spooler_filter\`
how_to_implement: Collect process creation.
known_false_positives: None known.
references: []
data_source:
- Sysmon EventID 1
`;
const classicTags = `tags:
  analytic_story:
  - Odd Things
  asset_type: Endpoint
  mitre_attack_id:
  - T1068
  cve:
  - CVE-2021-34527
  product:
  - Splunk Enterprise
  security_domain: endpoint
`;
const tests = `tests:
- name: True Positive Test
  attack_data:
  - data: ../data/spooler.log
    source: XmlWinEventLog:Security
    sourcetype: XmlWinEventLog
`;

async function detection(text: string): Promise<Detection> {
  const items = await read('detections/endpoint/odd_child_of_spooler.yml', text);
  expect(said(items)).toEqual([]);
  expect(items.detections).toHaveLength(1);
  return items.detections[0]!;
}

const entities = (each: Detection) => each.risk.entities.map((e) => [e.field, e.type, e.score, e.message?.text]);

describe('readDetection', () => {
  it('reads the form with impact and confidence', async () => {
    const found = await detection(`${head}date: '2024-02-03'
${classicTags}  impact: 70
  confidence: 50
  message: Shell on $dest$ by $user$
  observable:
  - name: dest
    type: Hostname
    role:
    - Victim
  - name: user
    type: User
    role: [Victim]
  - name: process
    type: Process Name
    role: [Attacker]
  - name: parent
    type: Other
    role: [Other]
${tests}`);
    expect(found.format).toBe('observables');
    expect(entities(found)).toEqual([
      ['dest', 'system', 35, 'Shell on $dest$ by $user$'],
      ['user', 'user', 35, 'Shell on $dest$ by $user$'],
      ['parent', 'other', 35, 'Shell on $dest$ by $user$'],
    ]);
    expect(found.risk.threatObjects.map((e) => [e.field, e.type])).toEqual([['process', 'process']]);
    expect([found.created, found.modified, found.version]).toEqual(['2024-02-03', '2024-02-03', 2]);
    expect(found.annotations).toMatchObject({
      analyticStories: ['Odd Things'],
      mitreAttackIds: ['T1068'],
      cves: ['CVE-2021-34527'],
    });
    expect(found.tests[0]).toMatchObject({
      kind: 'unit',
      expectedResults: 1,
      attackData: [{ index: 'contentctl_testing_index' }],
    });
  });

  it('reads the form with rba', async () => {
    const found = await detection(`${head}date: '2025-02-03'
rba:
  message: Shell on $dest$
  risk_objects:
  - field: dest
    type: system
    score: 64
  threat_objects:
  - field: process
    type: process_name
${classicTags}drilldown_searches:
- name: Results for "$dest$"
  search: '%original_detection_search% | search dest="$dest$"'
  earliest_offset: $info_min_time$
  latest_offset: $info_max_time$
`);
    expect(found.format).toBe('rba');
    expect(entities(found)).toEqual([['dest', 'system', 64, 'Shell on $dest$']]);
    expect(found.risk.threatObjects.map((e) => [e.field, e.type])).toEqual([['process', 'process_name']]);
    expect(found.drilldowns.map((e) => [e.name.text, e.earliest])).toEqual([
      ['Results for "$dest$"', '$info_min_time$'],
    ]);
  });

  it('reads the form of ESCU 6', async () => {
    const found = await detection(`${head}creation_date: 2024-02-03
modification_date: 2026-06-10
category: endpoint
analytic_story: [Odd Things]
asset_type: Endpoint
product: [Splunk Enterprise]
security_domain: endpoint
mitre_attack_id: [T1068]
threat_group: [APT0]
finding:
  title: Spooler on $dest$ started a shell
  entity: {field: dest, type: system, score: 50}
intermediate_findings:
  entities:
  - {field: user, type: user, score: 30, message: Shell by $user$}
threat_objects:
- {field: process, type: process_name}
custom_schedule: {cron: 5 * * * *, window: auto, earliest: -65m@m, latest: -5m@m}
baselines: [Usual Children]
tests:
- name: hit
  test_type: unit
  attack_data:
  - {data: a.log, source: s, sourcetype: t, index: win}
- name: quiet
  test_type: unit
  expected_results: 0
  attack_data:
  - {data: b.log, source: s, sourcetype: t}
- name: idea
  test_type: experimental
  description: needs two domains
`);
    expect(found.format).toBe('escu6');
    expect(found.risk.finding?.title.text).toBe('Spooler on $dest$ started a shell');
    expect(found.risk.finding?.entity).toMatchObject({ field: 'dest', type: 'system', score: 50 });
    expect(entities(found)).toEqual([['user', 'user', 30, 'Shell by $user$']]);
    expect(found.schedule).toEqual({ cron: '5 * * * *', window: 'auto', earliest: '-65m@m', latest: '-5m@m' });
    expect(found.baselines.map((e) => e.text)).toEqual(['Usual Children']);
    expect(found.tests.map((e) => [e.kind, e.expectedResults, e.attackData[0]?.index])).toEqual([
      ['unit', 1, 'win'],
      ['unit', 0, 'contentctl_testing_index'],
      ['experimental', 1, undefined],
    ]);
    expect(found.annotations).toMatchObject({ category: 'endpoint', threatGroups: ['APT0'] });
    expect([found.created, found.modified]).toEqual(['2024-02-03', '2026-06-10']);
  });

  it('gives the search a place in the file', async () => {
    const found = await detection(`${head}date: '2025-02-03'\n${classicTags}`);
    const start = found.search.text.indexOf('dest, user');
    const place = rootPlace(found.search, { start, end: start + 4 });
    expect(place.source.name).toBe('detections/endpoint/odd_child_of_spooler.yml');
    expect(place.source.text.slice(place.span.start, place.span.end)).toBe('dest');
  });

  it('refuses a file without a search and says so once', async () => {
    const items = await read(
      'detections/a.yml',
      `${head.replace(/search: \|-\n(?: {2}.*\n)+/, '')}date: '2025-02-03'\n${classicTags}`,
    );
    expect(items.detections).toEqual([]);
    expect(said(items)).toEqual(['content-schema: Lacks the key `search`.']);
  });

  it('names an unknown key and the one that was meant', async () => {
    const items = await read('detections/a.yml', `${head}date: '2025-02-03'\nknown_false_positive: x\n${classicTags}`);
    expect(said(items)).toEqual(['content-schema: `known_false_positive` is not a key of this kind of content.']);
    expect(items.diagnostics[0]!.help).toEqual(['Did you mean `known_false_positives`?']);
    expect(marked(items)).toBe('known_false_positive');
    expect(items.detections).toHaveLength(1);
  });

  it('marks the value of the wrong type', async () => {
    const rba = 'rba:\n  message: m\n  risk_objects:\n  - field: dest\n    type: machine\n    score: high\n';
    const items = await read('detections/a.yml', `${head}date: '2025-02-03'\n${rba}${classicTags}`);
    expect(said(items).sort()).toEqual([
      'content-schema: `rba.risk_objects[0].score` must be a number, not text.',
      'content-schema: `rba.risk_objects[0].type` must be one of `system`, `user`, `other`.',
    ]);
    expect([marked(items, 0), marked(items, 1)].sort()).toEqual(['high', 'machine']);
  });
});
