import { describe, expect, it } from 'vitest';
import { assembleContent } from '../../../src/content/content.js';
import { createSchemaValidator } from '../../../src/content/schema/validator.js';
import { applyFixes } from '../../../src/lint/apply-fixes.js';
import { readLintConfig } from '../../../src/lint/config.js';
import { lintContent } from '../../../src/lint/lint.js';
import { createSource } from '../../../src/source/source.js';
import { exampleContent, exampleFiles } from './example-content.js';
import { exampleSchemas } from './example-schemas.js';

const lost = { search: 'index=a sourcetype=b | stats count by user' };
const codes = (findings: readonly { code: string }[]) => findings.map((each) => each.code);

async function configOf(text: string) {
  return readLintConfig(createSource('escudo.yml', text), await createSchemaValidator());
}

describe('suppressions', () => {
  const yaml = (comment: string) =>
    `rba:\n  message: Seen on $user$\n  risk_objects:\n    ${comment}\n    - {field: dest, type: system, score: 40}\n  threat_objects: []`;

  it('hide findings about the entry that follows, with a reason', () => {
    const report = lintContent(
      exampleContent({ ...lost, yaml: yaml('# escudo-ignore risk-field-missing: the add-on brings it') }),
    );
    expect(codes(report.findings)).not.toContain('risk-field-missing');
    expect(report.suppressed).toBe(1);
  });

  it('hide nothing without a reason, and say so', () => {
    const found = codes(
      lintContent(exampleContent({ ...lost, yaml: yaml('# escudo-ignore risk-field-missing') })).findings,
    );
    expect(found).toContain('risk-field-missing');
    expect(found).toContain('suppression-without-reason');
  });

  it('are reported when they hide nothing', () => {
    const found = codes(
      lintContent(exampleContent({ ...lost, yaml: yaml('# escudo-ignore tests-required: nothing') })).findings,
    );
    expect(found).toContain('suppression-unused');
  });

  it('of a rule that does not exist say which may be meant', () => {
    const { findings } = lintContent(
      exampleContent({ ...lost, yaml: yaml('# escudo-ignore risk-feild-missing: known') }),
    );
    const unused = findings.find(({ code }) => code === 'suppression-unused');
    expect(unused?.help).toEqual([
      'There is no rule or code `risk-feild-missing`.',
      'Did you mean `risk-field-missing`?',
    ]);
  });

  it('are text in the text of a search', () => {
    const report = lintContent(
      exampleContent({
        search: 'index=a sourcetype=b x="# escudo-ignore-file risk-field-missing: no" | stats count by user',
      }),
    );
    expect(codes(report.findings)).toContain('risk-field-missing');
    expect(codes(report.findings)).not.toContain('suppression-unused');
  });

  it('behind a value speak of its line, for a file of all of it', () => {
    const inline = yaml('').replace('score: 40}', 'score: 40} # escudo-ignore risk-field-missing: known');
    expect(codes(lintContent(exampleContent({ ...lost, yaml: inline })).findings)).not.toContain('risk-field-missing');
    const whole = yaml('# escudo-ignore-file risk-field-missing: known');
    expect(codes(lintContent(exampleContent({ ...lost, yaml: whole })).findings)).not.toContain('risk-field-missing');
  });
});

describe('escudo.yml', () => {
  it.each([
    ['rules: {tests-required: of}', ['`rules.tests-required` must be one of `off`, `info`, `warning`, `error`.']],
    ['rules: {tests-required: 3}', ['`rules.tests-required` must be text, not a number.']],
    ['rules: {tests-required: no}', ['`rules.tests-required` must be one of `off`, `info`, `warning`, `error`.']],
    ['rules: {tests-required: off}', []],
    ['ignore: [{rule: file-name, reason: x}]', ['`ignore[0].reason` must have at least 3 characters.']],
  ])('says each mistake once: %s', async (text, messages) => {
    expect((await configOf(text)).diagnostics.map(({ message }) => message)).toEqual(messages);
  });

  it('sets severities, ignores with a reason, and reports unused entries', async () => {
    const { config, diagnostics } = await configOf(
      'rules:\n  message-token-missing: off\n  risk-field-missing: info\nignore:\n  - {rule: notable-field-missing, paths: ["*/example_detection.yml"], reason: other app}\n  - {rule: tests-required, reason: not here}',
    );
    expect(diagnostics).toEqual([]);
    const { findings } = lintContent(exampleContent(lost), { config });
    expect(codes(findings)).toEqual(expect.arrayContaining(['risk-field-missing', 'suppression-unused']));
    expect(codes(findings)).not.toContain('message-token-missing');
    expect(codes(findings)).not.toContain('notable-field-missing');
    expect(findings.find((each) => each.code === 'risk-field-missing')?.severity).toBe('info');
  });

  it('reports what it does not know', async () => {
    const { diagnostics } = await configOf('rulez: {}\nrules: {x: loud}\nignore: [{rule: a}]');
    expect(diagnostics.length).toBeGreaterThanOrEqual(3);
    expect(diagnostics.every((each) => each.primary !== undefined)).toBe(true);
  });

  it('reports rules that do not exist, with a close name', async () => {
    const { config, diagnostics } = await configOf('rules: {risk-field-mising: off, yaml-lenient: off}\n');
    expect(diagnostics.map(({ message, help }) => [message, ...help])).toEqual([
      [expect.stringContaining('no rule or code `risk-field-mising`'), 'Did you mean `risk-field-missing`?'],
    ]);
    expect(config.severities.get('yaml-lenient')).toBe('off');
  });

  it('names macros of other apps', async () => {
    const { config } = await configOf(
      'provided:\n  macros:\n    - plain\n    - {name: filled, arguments: [f], definition: "search $f$=1"}\n  lookups: [elsewhere]',
    );
    expect(config.provided.macros.map((each) => [each.name, each.args.length, each.definition.text])).toEqual([
      ['plain', 0, ''],
      ['filled', 1, 'search $f$=1'],
    ]);
    expect(config.provided.macros.map((each) => each.isUnknown)).toEqual([true, undefined]);
    const content = exampleContent({
      search: 'index=a sourcetype=b | lookup elsewhere dest OUTPUT user | stats count by dest, user',
    });
    expect(codes(lintContent(content, { config }).findings)).not.toContain('unknown-lookup');
  });
});

describe('macros of which only the name is known', () => {
  it.each([
    '`m` EventCode=1 | stats count by dest, user',
    '`m` | stats count by dest, user',
    'index=a sourcetype=b NOT `m` | stats count by dest, user',
    'index=a sourcetype=b (`m` OR x=1) | stats count by dest, user',
    '| tstats `my_summariesonly` count from datamodel=Endpoint.Processes where `m(a, "b")` by Processes.dest Processes.user | `drop_dm_object_name(Processes)`',
    'index=a sourcetype=b | `m(dest)` | stats count by dest_category | rename dest_category as dest | `m` | table dest user',
    'index=a sourcetype=b | stats count by dest, user | where count < `m` AND `m`',
    'index=a sourcetype=b | stats count by dest, user | `m` | where made_there="x" | table dest user',
    'index=a sourcetype=b | eval x=`m`, y="a" . `m` | bin span=`m` _time | stats count by dest, user',
    'index=a sourcetype=b [search `m` | fields user | `m`] | stats count by dest, user `m`',
    'index=a sourcetype=b `not_there(`m`)` | stats count by dest, user',
  ])('may stand where they are called: %s', async (search) => {
    const { config } = await configOf('provided: {macros: [m, "my_summariesonly", drop_dm_object_name(1)]}\n');
    const files = [...exampleFiles({ search })].map(([path, text]) => ({
      path,
      source: createSource(path, text),
      origin: 'repository' as const,
    }));
    const content = assembleContent(files, { providedMacros: config.provided.macros });
    const expected = search.includes('not_there') ? ['macro-unknown'] : [];
    expect(codes(lintContent(content, { config, schemas: exampleSchemas }).findings)).toEqual(expected);
  });
});

describe('fixes', () => {
  it('are made in the file, and nowhere else', () => {
    const example = { search: 'index=a sourcetype=b x=1 or x=2 | sort 0 x | stats count by dest, user' };
    const path = 'detections/endpoint/example_detection.yml';
    const { texts, applied, left } = applyFixes(lintContent(exampleContent(example)).findings);
    expect(applied).toBe(2);
    expect(left).toBe(0);
    expect(texts.get(path)).toBe(exampleFiles(example).get(path)!.replace(' or ', ' OR ').replace('| sort 0 x ', ''));
  });

  it('leave text out of macros alone', () => {
    const example = {
      search: 'index=a sourcetype=b `either` | stats count by dest, user',
      files: { 'macros/either.yml': 'name: either\ndefinition: x=1 or x=2' },
    };
    const { texts, left } = applyFixes(lintContent(exampleContent(example)).findings);
    expect(texts.size).toBe(0);
    expect(left).toBe(1);
  });
});
