import { describe, expect, it } from 'vitest';
import { read, said } from './read-file.js';

const warned =
  'content-former-form: This file has the form that ESCU had until 2019; of it the search and the risk are read.';
const detection = `name: Old Dump
id: 1c8a2f9e-3b52-4c0f-8f43-6a0c9c4f1e55
version: "1.0"
spec_version: 2
type: splunk
creation_date: '2019-12-06'
modification_date: '2019-12-06'
asset_type: Windows
detect:
  splunk:
    correlation_rule:
      notable:
        rule_title: A dump
        rule_description: A dump on $dest$.
      risk:
        risk_object: dest
        risk_object_type:
        - system
        risk_score: 70
      schedule:
        cron_schedule: 0 * * * *
      search: index=win EventCode=10 | stats count by dest
security_domain: endpoint
`;

describe('content in the form before 2020', () => {
  it('is read as far as it can be run', async () => {
    const items = await read('detections/old_dump.yml', detection);
    expect(said(items)).toEqual([warned]);
    const [found] = items.detections;
    expect(found).toMatchObject({ name: 'Old Dump', format: 'rba' });
    expect(found!.search.text).toBe('index=win EventCode=10 | stats count by dest');
    expect(found!.risk.entities).toMatchObject([{ field: 'dest', type: 'system', score: 70 }]);
    expect(found!.risk.entities[0]!.message!.text).toBe('A dump on $dest$.');
  });

  it('needs a search all the same', async () => {
    const items = await read('detections/old_dump.yml', detection.replace(/^ +search: .*\n/m, ''));
    expect(items.detections).toEqual([]);
    expect(said(items)).toContain('content-schema: `detect.splunk.correlation_rule` lacks the key `search`.');
  });

  it('says once what is wrong with it', async () => {
    const text = 'name: Old\nspec_version: 2\ndetect:\n  splunk:\n    correlation_rule:\n    - search\n';
    expect(said(await read('detections/old_dump.yml', text))).toEqual([
      warned,
      'content-schema: `detect.splunk.correlation_rule` must hold keys and values, not a list.',
      'content-schema: `detect.splunk` lacks the key `search`.',
    ]);
  });

  it('may be a baseline', async () => {
    const text = 'name: Old\nspec_version: 2\ntype: splunk\nbaseline:\n  splunk:\n    search: index=a | stats count\n';
    const items = await read('baselines/old.yml', text);
    expect(said(items)).toEqual([warned]);
    expect(items.baselines[0]!.search.text).toBe('index=a | stats count');
  });

  it('is not what newer content with a search of its own is', async () => {
    const items = await read('detections/old_dump.yml', `${detection}search: index=b\n`);
    expect(said(items)).not.toContain(warned);
    expect(items.detections[0]!.search.text).toBe('index=b');
  });

  it('reads the stories of 2020 under their name', async () => {
    const text = 'name: A\nsearch: index=a\ntags:\n  analytics_story:\n  - Cloud Cryptomining\n';
    const items = await read('detections/a.yml', text);
    expect(items.detections[0]!.annotations.analyticStories).toEqual(['Cloud Cryptomining']);
  });
});
