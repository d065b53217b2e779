import { Ajv2020 } from 'ajv/dist/2020.js';
import { describe, expect, it } from 'vitest';
import { lintRules } from '../../../src/lint/index.js';
import { lintContent } from '../../../src/lint/lint.js';
import { reporters } from '../../../src/lint/reporters/index.js';
import { exampleContent } from './example-content.js';
import { exampleSchemas } from './example-schemas.js';
import { junitSchema, sarifSchema } from './report-schemas.js';
import { XmlDocument } from './xml-document.js';

/** Findings of every severity, a fix, text out of a macro, and characters that each format must escape. */
const example = {
  search:
    'index=a sourcetype=b x=1 or x=2 `half_clause` | rex field=m "q=(?<q>[^; ]+)" | search q!="a <b> & \'c\'"\n  | stats count by ComputerName, q | where `dead_clause` | eval n=if(1=1, like(q, "*x*"), 0)',
  files: {
    'macros/half_clause.yml': 'name: half_clause\ndefinition: y=2',
    'macros/dead_clause.yml': 'name: dead_clause\ndefinition: gone="1"',
  },
};
const broken = {
  files: {
    'detections/endpoint/other, 100%.yml':
      'name: "<Other> | @someone"\nid: x\ntype: TTP\nsearch: "| stats count by (x"',
  },
};

const context = { rules: lintRules, version: '0.0.0', pathOf: (file: string) => file };

function reportOf(given: typeof example | typeof broken) {
  return lintContent(exampleContent(given), { schemas: exampleSchemas, today: '2026-06-01' });
}
const clean = () => lintContent(exampleContent({}), { schemas: exampleSchemas, today: '2026-06-01' });

describe('reporters', () => {
  for (const [name, reporter] of reporters) {
    it(`${name} says what it always said`, async () => {
      const text = reporter(reportOf(example), context) + reporter(reportOf(broken), context);
      await expect(text).toMatchFileSnapshot(`../../golden/lint/${name}.txt`);
    });

    it(`${name} says something about content without fault`, () => {
      const report = clean();
      expect(report.findings).toEqual([]);
      expect(reporter(report, context).length).toBeGreaterThan(20);
    });
  }

  it('sarif fits the schema, with unique fingerprints', () => {
    const validate = new Ajv2020({ strict: false }).compile(sarifSchema);
    for (const report of [reportOf(example), reportOf(broken), clean()]) {
      const sarif = JSON.parse(reporters.get('sarif')!(report, context));
      expect(validate(sarif), JSON.stringify(validate.errors)).toBe(true);
      const prints = sarif.runs[0].results.map(
        (each: { partialFingerprints: Record<string, string> }) => each.partialFingerprints['escudo/v1'],
      );
      expect(new Set(prints).size).toBe(prints.length);
    }
  });

  it('keeps to the bounds of code hosts', () => {
    const { primary, ...placeless } = reportOf(example).findings[0]!;
    const many = (length: number, severity: 'error' | 'info') =>
      Array.from({ length }, () => ({ ...placeless, severity }) as typeof placeless & { severity: 'error' | 'info' });
    const report = { ...clean(), findings: [...many(24_990, 'info'), ...many(20, 'error')] };
    const { results } = JSON.parse(reporters.get('sarif')!(report, context)).runs[0];
    expect(results.length).toBe(25_000);
    expect(results.filter(({ level }: { level: string }) => level === 'error').length).toBe(20);
    expect(results.every(({ locations }: { locations: unknown[] }) => locations.length === 1)).toBe(true);
    const counts = { error: 20, warning: 0, info: 0 };
    expect(reporters.get('github')!({ ...report, counts, findings: [] }, context)).toContain('GitHub shows 10 errors');
    expect(reporters.get('github')!(clean(), context)).not.toContain('GitHub shows');
  });

  it('junit fits the schema, and its counts are true', () => {
    const validate = new Ajv2020({ strict: false }).compile(junitSchema);
    for (const report of [reportOf(example), reportOf(broken), clean()]) {
      const root = XmlDocument.parse(reporters.get('junit')!(report, context));
      expect(validate(root), JSON.stringify(validate.errors)).toBe(true);
      const cases = root.children.flatMap((suite) => suite.children);
      expect(cases.length).toBe(Number(root.attributes['tests']));
      expect(cases.filter((each) => each.children.some((child) => child.tag === 'failure')).length).toBe(
        Number(root.attributes['failures']),
      );
    }
  });

  it('moves what stands in a macro to the call in the search', () => {
    const found = reportOf(example).findings.find((each) => each.message.includes('`gone`'));
    const text = reporters.get('json')!({ ...reportOf(example), findings: [found!] }, context);
    const { findings } = JSON.parse(text);
    expect(findings[0].place.file).toBe('detections/endpoint/example_detection.yml');
    expect(findings[0].related[0].file).toBe('macros/dead_clause.yml');
  });
});
