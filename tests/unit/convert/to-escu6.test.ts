import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import type { Detection } from '../../../src/content/detection.js';
import { readContentFile } from '../../../src/content/read-file.js';
import { createSchemaValidator, type SchemaValidator } from '../../../src/content/schema/validator.js';
import { type Conversion, toEscu6 } from '../../../src/convert/to-escu6.js';
import { loadContent } from '../../../src/node/content/load-content.js';
import { createSource } from '../../../src/source/source.js';

type Converted = Conversion & { state: 'converted' };

function converted(text: string, path = 'detections/endpoint/x.yml'): Converted {
  const result = toEscu6(createSource(path, text), path);
  if (result.state !== 'converted') throw new Error(JSON.stringify(result));
  return result;
}

const notesOf = ({ notes }: Converted): string[] => notes.map((each) => `${each.kind} ${each.text}`);

/** What must not change: search, annotations, risk. The keys of 6.x apart. */
function meaning({ search, annotations, risk, type, drilldowns, throttling, manualTest }: Detection): unknown {
  const { category, ...filed } = annotations;
  const told = ['ttp', 'anomaly'].includes(type.toLowerCase());
  return {
    search: search.text,
    filed: { ...filed, products: [...filed.products].sort() },
    entities: told
      ? risk.entities.map(({ field, type: kind, score, message }) => [field, kind, score, message?.text.trim()])
      : [],
    threatObjects: told ? risk.threatObjects.map(({ field, type: kind }) => [field, kind]) : [],
    drilldowns: drilldowns.map((each) => [each.name.text, each.search.text, each.earliest, each.latest]),
    throttling,
    manualTest,
  };
}

function reread(text: string, path: string, validator: SchemaValidator): { detection: Detection; problems: string[] } {
  const { detections, diagnostics } = readContentFile(
    { source: createSource(path, text), path, origin: 'repository' },
    validator,
  );
  return { detection: detections[0]!, problems: diagnostics.map((each) => each.message) };
}

const classic = `# yaml-language-server: x
name: X  # its name
id: 38cbd42c-1098-41bb-99cf-9d6d2b296d83
version: 0
date: '2024-10-17'
author: A
status: production
type: Anomaly
description: d
datamodel: [Endpoint]
search: |-
  index=a
  | head # not a comment
tags:
  analytic_story:
  - One
  # why this one
  - Two
  asset_type: Endpoint
  confidence: 50
  impact: 30
  message: Seen on $dest$
  mitre_attack_id: []
  # groups
  group: [APT1]
  observable:
  - name: dest
    type: Endpoint
    role: [Victim]
  - name: url
    type: URL String
    role: [Attacker]
  product: [Splunk Cloud]
  required_fields: [a]
  security_domain: endpoint
tests:
- name: T
  attack_data:
  - data: x.log
    source: s
    sourcetype: t
    custom_index: i
  pass_condition: '@count > 0'
# the end
`;

describe('a classic detection', () => {
  test('is written in the new format, with its comments', () => {
    const result = converted(classic);
    expect(result.text).toBe(`# yaml-language-server: x
name: X  # its name
id: 38cbd42c-1098-41bb-99cf-9d6d2b296d83
version: 1
creation_date: '2024-10-17'
modification_date: '2024-10-17'
author: A
status: production
type: Anomaly
description: d
search: |-
  index=a
  | head # not a comment
category: endpoint
analytic_story:
- One
# why this one
- Two
asset_type: Endpoint
mitre_attack_id: []
# groups
threat_group: [APT1]
product:
  - Splunk Enterprise
  - Splunk Enterprise Security
  - Splunk Cloud
security_domain: endpoint
intermediate_findings:
  entities:
    - field: dest
      type: system
      score: 15
      message: Seen on $dest$
threat_objects:
  - field: url
    type: url
tests:
- test_type: unit
  name: T
  attack_data:
  - data: x.log
    source: s
    sourcetype: t
    index: i
# the end
`);
    expect(notesOf(result)).toEqual([
      'guessed `creation_date` is the date of the file, which is when it was last changed.',
      'guessed `version` is 1: 6.x counts from there.',
      'guessed `product` names the three products that 6.x wants, instead of Splunk Cloud.',
      'lost `tags.required_fields` has no place in 6.x.',
      'lost `pass_condition` of a test has no place in 6.x.',
      'lost `datamodel` has no place in 6.x.',
    ]);
  });

  test('of a type with another risk is told what it lacks', () => {
    const ttp = converted(classic.replace('type: Anomaly', 'type: TTP'));
    expect(notesOf(ttp)).toContain(
      'missing `finding` with a title and an entity, such as {field: dest, type: system, score: 15}: a TTP needs one.',
    );
    const hunting = converted(classic.replace('type: Anomaly', 'type: Hunting'));
    expect(hunting.text).not.toMatch(/findings|threat_objects/);
    expect(notesOf(hunting).join()).toContain('lost The risk of dest, url');
  });

  test('is left alone when it is new, no detection, or written in one line', () => {
    const state = (text: string): string => toEscu6(createSource('x.yml', text), 'x.yml').state;
    expect(state(converted(classic).text)).toBe('as-it-was');
    expect(state('name: m\ndefinition: head\n')).toBe('problem');
    expect(state('name: [\n')).toBe('problem');
    expect(state('{name: X, search: a, date: "2024-01-01", tags: {asset_type: E}}\n')).toBe('problem');
    const before2020 =
      'name: X\nspec_version: 2\ncreation_date: "2019-01-01"\ndetect: {splunk: {correlation_rule: {search: a}}}\n';
    expect(state(before2020)).toBe('problem');
  });
});

const corpus = fileURLToPath(new URL('../../../../shared/corpus/escu/detections', import.meta.url));
const shipped = fileURLToPath(new URL('../../../rules/detections', import.meta.url));

test('every detection that comes with escudo or was published keeps its meaning, and fits the schema of 6.x', async () => {
  const validator = await createSchemaValidator();
  const content = await loadContent({ rules: existsSync(corpus) ? [shipped, corpus] : [shipped] });
  const paths = new Map(content.files.map((file) => [file.source.name, file]));
  expect(content.detections.length).toBeGreaterThan(1);
  for (const detection of content.detections) {
    const file = paths.get(detection.file.name)!;
    const result = toEscu6(file.source, file.path);
    if (result.state !== 'converted') throw new Error(`${file.path}: ${JSON.stringify(result)}`);
    const after = reread(result.text, file.path, validator);
    expect(after.problems, file.path).toEqual([]);
    expect(after.detection.format).toBe('escu6');
    expect(meaning(after.detection), file.path).toEqual(meaning(detection));
    expect(after.detection.tests.length).toBe(detection.tests.length);
  }
}, 120_000);
