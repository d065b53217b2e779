import { beforeAll, describe, expect, it } from 'vitest';
import { createSchemaValidator, type SchemaValidator } from '../../../src/content/schema/validator.js';
import { defaultConfig } from '../../../src/lint/config.js';
import { lintContent } from '../../../src/lint/lint.js';
import { exampleContent } from './example-content.js';
import { exampleSchemas } from './example-schemas.js';

let validator: SchemaValidator;
beforeAll(async () => {
  validator = await createSchemaValidator();
});

/** The codes that a detection with other YAML has beside those of the detection without fault. */
function codesOf(yaml: string, config = defaultConfig): string[] {
  const content = exampleContent({ yaml }, validator);
  const known = new Set(
    lintContent(exampleContent({}, validator), { schemas: exampleSchemas }).findings.map((each) => each.code),
  );
  return lintContent(content, { schemas: exampleSchemas, config })
    .findings.map((each) => each.code)
    .filter((code) => !known.has(code));
}

const risk = (object: string) =>
  `rba:\n  message: Seen on $dest$\n  risk_objects:\n    - ${object}\n  threat_objects: []`;

describe('one fault of a file is one finding', () => {
  it.each([
    ['a score beyond 100', risk('{field: dest, type: system, score: 400}')],
    ['a score that is no number', risk('{field: dest, type: system, score: high}')],
    ['no score', risk('{field: dest, type: system}')],
    ['an unknown type', risk('{field: dest, type: machine, score: 40}')],
    ['a type that is no text', risk('{field: dest, type: 7, score: 40}')],
    ['a field that is no text', risk('{field: 7, type: system, score: 40}')],
    ['no risk objects', 'rba:\n  message: Seen on $dest$\n  risk_objects: none\n  threat_objects: []'],
    ['no tags', 'tags: REMOVED'],
    ['tests that are no list', 'tests: none'],
    ['a test without its data', 'tests:\n  - name: One\n    attack_data:\n      - {source: s, sourcetype: b}'],
    ['drill-downs that are no list', 'drilldown_searches: none'],
    ['references that are no list', 'references: 7'],
    ['an empty text', 'how_to_implement:'],
    ['no name', 'name:'],
  ])('%s', (_, yaml) => {
    expect(codesOf(yaml)).toEqual(['content-schema']);
  });

  it('a placeholder', () => {
    expect(codesOf('id: __UPDATE__')).toEqual(['content-placeholder']);
    expect(codesOf('status: __UPDATE__')).toEqual(['content-placeholder']);
  });

  it('two faults are two', () => {
    const yaml = `${risk('{field: dest, type: machine, score: 400}')}\nhow_to_implement: no`;
    expect(codesOf(yaml).sort()).toEqual(['content-schema', 'content-schema', 'text-too-short']);
  });

  it('what follows from a fault is told where the fault is not', () => {
    const config = { ...defaultConfig, severities: new Map([['content-schema', 'off' as const]]) };
    expect(codesOf(risk('{field: dest, type: system, score: 400}'), config)).toEqual(['risk-values']);
  });
});
