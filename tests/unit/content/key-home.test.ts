import { describe, expect, it } from 'vitest';
import { createSchemaValidator } from '../../../src/content/schema/validator.js';
import { lintContent } from '../../../src/lint/lint.js';
import { exampleContent } from '../lint/example-content.js';

const tags =
  'tags:\n  analytic_story: [X]\n  asset_type: Endpoint\n  product: [Splunk Cloud]\n  security_domain: endpoint\n';

/** What is advised for keys and types that do not belong in the example detection. */
async function advice(yaml: string): Promise<string[]> {
  const { findings } = lintContent(exampleContent({ yaml }, await createSchemaValidator()));
  return findings.filter((each) => /content-schema|status-and-type/.test(each.code)).flatMap((each) => each.help);
}

describe('a key on the wrong level', () => {
  it.each([
    ['beside the mapping that has it', 'observable: []', '`observable` belongs under `tags`.'],
    [
      'in a mapping, and the file has it',
      `${tags}  data_source: []`,
      '`data_source` belongs at the top level of the file.',
    ],
    ['in the mapping beside its own', `${tags}  risk_objects: []`, '`risk_objects` belongs under `rba`.'],
    [
      'of the form that came later',
      'finding: {title: $dest$}',
      '`finding` is a key of ESCU 6.x, and this file is in the form before it: `escudo convert` rewrites it.',
    ],
    [
      'of the form before',
      "creation_date: '2026-01-01'\nmodification_date: '2026-01-01'\nrba: {message: x}",
      'The other keys are those of ESCU 6.x, which has `finding`, `intermediate_findings` and `threat_objects` instead.',
    ],
    ['nowhere, but one is spelled like it', 'data_sources: []', 'Did you mean `data_source`?'],
  ])('%s', async (_, yaml, expected) => {
    expect(await advice(yaml)).toContain(expected);
  });
});

describe('a type of other content', () => {
  it.each([
    ['Baseline', 'baselines'],
    ['Investigation', 'investigations'],
  ])('%s is sent to its folder', async (type, folder) => {
    expect(await advice(`type: ${type}`)).toEqual([
      `Content of the type \`${type}\` lies in the folder \`${folder}\`.`,
    ]);
  });
});
