import { describe, expect, it } from 'vitest';
import { createSchemaValidator } from '../../../src/content/schema/validator.js';
import { codes } from '../../../src/diagnostics/codes.js';
import { loadedChecks } from '../../../src/lint/checks-table.js';
import { lintRules } from '../../../src/lint/index.js';
import { lintContent } from '../../../src/lint/lint.js';
import { exampleContent } from './example-content.js';

/** A fixture for each check that loading answers; the checks of rules are violated by the rules' bad examples. */
const fixtures: readonly (readonly [
  code: string,
  yaml?: string | undefined,
  files?: Readonly<Record<string, string>>,
])[] = [
  ['yaml-syntax', undefined, { 'macros/a.yml': 'name: [a' }],
  ['content-empty', undefined, { 'macros/a.yml': '' }],
  ['content-not-text', undefined, { 'macros/a.yml': 'name: a\0b' }],
  ['content-placeholder', 'description: __UPDATE__ this'],
  ['content-schema', 'colour: red'],
  ['content-schema', `author: ${'a'.repeat(256)}`],
  ['content-schema', `description: ${'a'.repeat(10_001)}`],
  ['content-schema', 'date: yesterday'],
  ['content-schema', 'version: -1'],
  ['content-schema', 'id: 12'],
  [
    'content-schema',
    'tags:\n  analytic_story: [X]\n  asset_type: Endpoint\n  product: [Splunk Cloud]\n  security_domain: endpoint\n  throttling: {fields: [dest], period: 1 day}',
  ],
  ['content-schema', 'drilldown_searches:\n  - name: One'],
  [
    'content-schema',
    'tags:\n  analytic_story: [X]\n  asset_type: Endpoint\n  product: [Splunk Cloud]\n  security_domain: endpoint\n  mitre_attack_enrichments: []',
  ],
  ['content-schema', undefined, { 'macros/a.yml': "name: a\ndefinition: ''" }],
  ['content-schema', undefined, { 'lookups/a.yml': 'name: a\nlookup_type: table' }],
  ['content-schema', undefined, { 'lookups/a.yml': 'name: a\nlookup_type: csv\nmatch_type: [FUZZY(x)]' }],
  ['content-schema', undefined, { 'lookups/a.yml': 'name: a\nlookup_type: csv\nmax_matches: 1001' }],
  ['content-schema', undefined, { 'baselines/a.yml': 'name: a\ntype: Baseline' }],
  ['content-schema', undefined, { 'baselines/a.yml': "name: a\nsearch: index=a\ndate: '2024-01-01'" }],
  ['content-schema', undefined, { 'data_sources/a.yml': 'name: a\nsource: s' }],
  ['content-schema', undefined, { 'schedules/a.yml': 'name: a\nevery: hour' }],
  ['content-schema', undefined, { 'stories/a.yml': 'name: a\nnarrative: n\nplot: p' }],
  ['content-schema', undefined, { 'dashboards/a.yml': 'name: a\ntheme: dark' }],
  ['content-schema', undefined, { 'playbooks/a.yml': 'name: a\nscript: s' }],
  ['macro-unknown', 'search: index=a `no_such_macro`'],
  [
    'macro-argument-count',
    'search: index=a `two(1)`',
    { 'macros/two.yml': 'name: two\narguments: [a, b]\ndefinition: x=$a$ y=$b$' },
  ],
  ['syntax-error', 'search: index=a | stats count by (dest'],
  [
    'yaml-syntax',
    undefined,
    {
      'macros/a.yml': `a: &a [${'x, '.repeat(20)}]\nb: &b [${'*a, '.repeat(20)}]\nc: &c [${'*b, '.repeat(20)}]\nd: &d [${'*c, '.repeat(20)}]\n`,
    },
  ],
];

describe('checks of contentctl', () => {
  it('are answered by codes and rules that exist', () => {
    const known = new Set([...Object.keys(codes), ...lintRules.map((rule) => rule.id)]);
    for (const [, code] of loadedChecks) expect(known).toContain(code);
  });

  for (const [index, [code, yaml, files]] of fixtures.entries()) {
    it(`fixture ${index + 1} is caught: ${code}`, async () => {
      const validator = await createSchemaValidator();
      const content = exampleContent(
        { ...(yaml === undefined ? {} : { yaml }), ...(files === undefined ? {} : { files }) },
        validator,
      );
      const found = lintContent(content).findings.filter((each) => each.code === code);
      expect(found.length).toBeGreaterThan(0);
      expect(found[0]!.severity).toBe('error');
      expect(found[0]!.primary).toBeDefined();
    });
  }
});
