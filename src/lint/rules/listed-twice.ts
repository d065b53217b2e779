import type { Detection } from '../../content/detection.js';
import type { ContentNode } from '../../content/node.js';
import { defineRule, type RuleContext } from '../define.js';

/** Lists whose entries each stand for one thing; below `tags` before ESCU 6.x. */
const lists = [
  'data_source',
  'analytic_story',
  'mitre_attack_id',
  'cve',
  'product',
  'threat_group',
  'atomic_guid',
  'baselines',
];

/** An entry of a list that is in it already. */
export const listedTwice = defineRule({
  id: 'listed-twice',
  severity: 'info',
  category: 'metadata',
  what: 'A list names the same thing twice: a data source, story, technique, product, risk object or threat object.',
  why: 'The second entry is mostly the one that should have been changed after copying; a risk object that is listed twice adds its score twice.',
  fix: 'Correct the second entry, or remove it.',
  good: [{}, { yaml: 'data_source: [Some Log, Other Log]' }],
  bad: [
    { yaml: 'data_source: [Some Log, Other Log, Some Log]' },
    {
      yaml: 'rba:\n  message: Seen on $dest$\n  risk_objects:\n    - {field: dest, type: system, score: 40}\n    - {field: dest, type: system, score: 20}\n  threat_objects: []',
    },
  ],
  detection(detection, cx) {
    for (const key of lists) repeatedTexts(detection, key, cx);
    const { entities, threatObjects } = detection.risk;
    repeated(entities, 'risk object', 'warning', cx);
    repeated(threatObjects, 'threat object', 'info', cx);
  },
});

function repeatedTexts({ file, document }: Detection, key: string, cx: RuleContext): void {
  const tags = document.entries.get('tags')?.value;
  const list = document.entries.get(key)?.value ?? (tags?.kind === 'map' ? tags.entries.get(key)?.value : undefined);
  const seen = new Set<string>();
  for (const item of itemsOf(list)) {
    if (item.kind !== 'scalar' || item.text.trim() === '' || seen.size !== seen.add(item.text.trim()).size) continue;
    cx.report(`\`${key}\` lists \`${item.text.trim()}\` twice.`, { at: { source: file, span: item.span } });
  }
}

const itemsOf = (list: ContentNode | undefined): readonly ContentNode[] => (list?.kind === 'list' ? list.items : []);

function repeated(
  objects: Detection['risk']['threatObjects'],
  noun: string,
  severity: 'warning' | 'info',
  cx: RuleContext,
): void {
  const seen = new Set<string>();
  for (const { field, type, at } of objects)
    if (field !== '' && seen.size === seen.add(`${field} ${type}`).size)
      cx.report(`The ${noun} \`${field}\` is listed twice.`, { at, severity });
}
