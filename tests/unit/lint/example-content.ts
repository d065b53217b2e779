import { assembleContent, type Content } from '../../../src/content/content.js';
import { readContentFile } from '../../../src/content/read-file.js';
import type { SchemaValidator } from '../../../src/content/schema/validator.js';
import type { RuleExample } from '../../../src/lint/define.js';
import { createSource } from '../../../src/source/source.js';

/** A detection without fault, as top-level YAML blocks by key. */
const blocks: Readonly<Record<string, string>> = {
  name: 'name: Example Detection',
  id: 'id: 1f0a6a3e-1b1c-4c7e-9d0e-5a2b3c4d5e6f',
  version: 'version: 2',
  date: "date: '2026-01-15'",
  author: 'author: A. Author',
  status: 'status: production',
  type: 'type: TTP',
  description: 'description: Finds an example.',
  data_source: 'data_source: []',
  search: '',
  how_to_implement: 'how_to_implement: Collect the log.',
  known_false_positives: 'known_false_positives: None are known.',
  references: 'references: [https://example.org/a]',
  drilldown_searches:
    'drilldown_searches:\n  - name: View the results\n    search: "%original_detection_search%"\n    earliest_offset: $info_min_time$\n    latest_offset: $info_max_time$\n  - name: View the risk\n    search: index=risk\n    earliest_offset: $info_min_time$\n    latest_offset: $info_max_time$',
  rba: 'rba:\n  message: Seen on $dest$\n  risk_objects:\n    - {field: dest, type: system, score: 40}\n  threat_objects: []',
  tags: 'tags:\n  analytic_story: [Example Story]\n  asset_type: Endpoint\n  mitre_attack_id: [T1047]\n  product: [Splunk Enterprise, Splunk Enterprise Security, Splunk Cloud]\n  security_domain: endpoint',
  tests:
    'tests:\n  - name: True Positive Test\n    attack_data:\n      - data: https://example.org/data.log\n        source: s\n        sourcetype: b',
};

function blocksOf(yaml: string): Map<string, string> {
  const found = new Map<string, string>();
  for (const block of yaml.split(/\n(?=[A-Za-z_])/)) found.set(block.slice(0, block.indexOf(':')), block);
  return found;
}

/** The files of an example: a detection without fault, changed as it says. */
export function exampleFiles(example: RuleExample): Map<string, string> {
  const search = example.search ?? 'index=a sourcetype=b | stats count by dest, user';
  const own = blocksOf(example.yaml ?? '');
  const escu6 = own.has('creation_date');
  const base = escu6
    ? Object.entries(blocks).filter(([key]) => !['date', 'rba', 'tags', 'tests'].includes(key))
    : Object.entries(blocks);
  const keys = new Map(base);
  keys.set('search', `search: |-\n  ${search.replaceAll('\n', '\n  ')}\n  | \`example_detection_filter\``);
  for (const [key, text] of own) if (key !== '') keys.set(key, text);
  const text = [...keys.values()].filter((each) => each !== '' && !/^\w+: REMOVED$/.test(each)).join('\n');
  const files = new Map([['detections/endpoint/example_detection.yml', `${text}\n`]]);
  for (const [path, content] of Object.entries(example.files ?? {})) files.set(path, content);
  return files;
}

/** The example as loaded content. */
export function exampleContent(example: RuleExample, validator?: SchemaValidator): Content {
  const read = /\.ya?ml$|^dashboards\/.*\.(?:json|xml)$/i;
  const files = [...exampleFiles(example)].filter(([path]) => read.test(path) && path !== 'escudo.yml');
  return assembleContent(
    files.map(([path, text]) => ({ path, source: createSource(path, text), origin: 'repository' as const })),
    validator === undefined ? {} : { validator },
  );
}

/** The detection of the example at another revision. */
export function earlierDetection(text: string) {
  const path = 'detections/endpoint/example_detection.yml';
  return readContentFile({ path, source: createSource(path, text), origin: 'repository' }).detections[0];
}
