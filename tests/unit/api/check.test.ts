import { describe, expect, test } from 'vitest';
import { check } from '../../../src/index.js';
import { exampleFiles } from '../lint/example-content.js';

const codes = async (...args: Parameters<typeof check>) => (await check(...args)).map(({ code }) => code);
const detectionOf = (search: string): string => [...exampleFiles({ search }).values()][0]!;

describe('check', () => {
  test('finds nothing in a detection without fault', async () => {
    expect(await codes([...exampleFiles({}).values()][0]!)).toEqual([]);
  });

  test('finds what is wrong in the text of one detection', async () => {
    expect(await codes(detectionOf('index=a sourcetype=b | statz count by dest, user'))).toContain('unknown-command');
    expect(await codes('name: [')).toContain('yaml-syntax');
  });

  test('knows macros from the options', async () => {
    const text = detectionOf('`site` sourcetype=b | stats count by dest, user');
    expect(await codes(text)).toContain('macro-unknown');
    expect(await codes(text, { macros: { site: 'index=a' } })).not.toContain('macro-unknown');
  });

  test('reads files by their paths: lookups with their data, and the configuration', async () => {
    const files = {
      ...Object.fromEntries(
        exampleFiles({
          search: 'index=a sourcetype=b | lookup t host AS dest OUTPUT ownr AS user | stats count by dest, user',
        }),
      ),
      'lookups/t.yml': 'name: t\nlookup_type: csv',
      'lookups/t.csv': 'host,owner\nx,bob\n',
    };
    expect(await codes(files)).toContain('lookup-unknown-field');
    expect(await codes(files, { config: 'rules:\n  lookup-unknown-field: off' })).not.toContain('lookup-unknown-field');
    expect(await codes(files, { config: 'rules:\n  no-such-rule: off' })).toContain('content-schema');
  });

  test('knows the fields of data models that are given', async () => {
    const text = detectionOf(
      '| tstats summariesonly=true count from datamodel=Ships.Ships where Ships.nam=x by Ships.dest, Ships.user',
    );
    const dataModels = [{ name: 'Ships', datasets: { Ships: { fields: { name: {}, dest: {}, user: {} } } } }];
    expect(await codes(text)).not.toContain('data-model-field');
    expect(await codes(text, { dataModels })).toContain('data-model-field');
    expect(await codes(text, { dataModels: [{ datasets: {} }] })).not.toEqual(await codes(text));
  });
});
