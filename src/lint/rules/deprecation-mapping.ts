import type { DeprecationEntry } from '../../content/companion.js';
import type { ContentHead } from '../../content/content-head.js';
import type { ContentKind } from '../../content/content-kind.js';
import { defineRule, type OverviewContext } from '../define.js';

/** Lists of the mapping, and the kind of what stands in them. Investigations are read as baselines. */
const lists = new Map<string, ContentKind>([
  ['detections', 'detection'],
  ['baselines', 'baseline'],
  ['investigations', 'baseline'],
  ['stories', 'story'],
  ['macros', 'macro'],
  ['lookups', 'lookup'],
  ['dashboards', 'dashboard'],
  ['playbooks', 'playbook'],
  ['data_sources', 'data-source'],
  ['deployments', 'deployment'],
]);

const gone = /^(?:deprecated|removed)$/i;

/** The list of what is deprecated, against the content. */
export const deprecationMapping = defineRule({
  id: 'deprecation-mapping',
  severity: 'error',
  category: 'references',
  what: 'The deprecation mapping and the content do not agree: an entry is missing, stands twice, in the wrong list or for nothing, names a replacement that does not exist or is deprecated itself, or contradicts the status of its content.',
  why: 'Installations warn of deprecated content, and offer its replacement, by this list.',
  fix: 'Give each deprecated or removed search and story one entry; content whose `removed_in_version` has been reached has the status removed, before that deprecated.',
  contentctl: [
    'deprecation mapping: entry missing, unknown, duplicated, wrong type',
    'deprecation mapping: status consistent with `removed_in_version`',
    'deprecation mapping: replacement exists, is a story or detection, and is not deprecated',
  ],
  good: [
    mapping(
      'detections:\n  - {content: Old, removed_in_version: 5.2.0, reason: better, replacement_content: [Example Detection]}',
    ),
  ],
  bad: [
    mapping('detections: []'),
    mapping(
      'detections:\n  - {content: Old, removed_in_version: 5.2.0, reason: r}\n  - {content: Nothing, removed_in_version: 5.2.0, reason: r}',
    ),
    mapping(
      'detections:\n  - {content: Old, removed_in_version: 5.2.0, reason: r}\n  - {content: Old, removed_in_version: 5.2.0, reason: r}',
    ),
    mapping('stories:\n  - {content: Old, removed_in_version: 5.2.0, reason: r}'),
    mapping('detections:\n  - {content: Old, removed_in_version: 5.0.0, reason: r}'),
    mapping('detections:\n  - {content: Old, removed_in_version: soon, reason: r}'),
    mapping('detections:\n  - {content: Old, removed_in_version: 5.2.0, reason: r, replacement_content: [Nothing]}'),
    mapping('detections:\n  - {content: Old, removed_in_version: 5.2.0, reason: r, replacement_content: [Old]}'),
  ],
  content(cx) {
    const heads = headsOf(cx);
    for (const { replacements } of cx.content.heads) replaced(replacements, heads, cx);
    const entries = cx.content.companions.filter((each) => each.kind === 'deprecation-entry');
    if (!cx.content.heads.some((head) => head.kind === 'deprecation-mapping')) return;
    const app = cx.content.companions.find((each) => each.kind === 'app')?.version?.text;
    const listed = new Map<string, DeprecationEntry>();
    for (const entry of entries) {
      const { content, list } = entry;
      const earlier = listed.get(content.text);
      if (earlier !== undefined) {
        cx.report(`\`${content.text}\` has two entries.`, {
          at: content.at,
          related: [{ ...earlier.content.at, message: 'here, too' }],
        });
        continue;
      }
      listed.set(content.text, entry);
      const head = heads.get(content.text);
      // Where only a part of the content is read, what is missing may be elsewhere.
      if (head === undefined) {
        if (cx.content.isWhole) cx.report(`There is no content \`${content.text}\`.`, { at: content.at });
        continue;
      }
      const kind = kindOf(head);
      if (kind !== undefined && lists.get(list) !== kind)
        cx.report(`\`${content.text}\` stands under \`${list}\`, and is a ${kind}.`, { at: content.at });
      status(entry, head, app, cx.report);
      replaced(entry.replacements, heads, cx);
    }
    for (const head of cx.content.heads) {
      if (head.name === undefined || !gone.test(head.status?.text ?? '') || listed.has(head.name.text)) continue;
      if (head.saysWhyDeprecated) continue;
      cx.report(`\`${head.name.text}\` is ${head.status!.text}, and the deprecation mapping has no entry for it.`, {
        at: head.status!.at,
      });
    }
  },
});

/** What has a name, by it. */
function headsOf({ content }: OverviewContext): ReadonlyMap<string, ContentHead> {
  const heads = new Map<string, ContentHead>();
  for (const head of content.heads) if (head.name !== undefined) heads.set(head.name.text, head);
  return heads;
}

function replaced(
  replacements: DeprecationEntry['replacements'],
  heads: ReadonlyMap<string, ContentHead>,
  cx: OverviewContext,
): void {
  for (const { text, at } of replacements) {
    const replacement = heads.get(text);
    if (replacement === undefined) {
      if (cx.content.isWhole) cx.report(`The replacement \`${text}\` does not exist.`, { at });
    } else if (!['detection', 'story'].includes(kindOf(replacement) ?? ''))
      cx.report(`The replacement \`${text}\` is neither a detection nor a story.`, { at });
    else if (gone.test(replacement.status?.text ?? ''))
      cx.report(`The replacement \`${text}\` is ${replacement.status!.text} itself.`, { at });
  }
}

/** The kind; that of removed content by the folder it lies in. */
function kindOf(head: ContentHead): ContentKind | undefined {
  return head.kind === 'removed' ? lists.get(head.path.split('/')[1] ?? '') : head.kind;
}

type Report = (message: string, details: { at: DeprecationEntry['content']['at'] }) => void;

function status(
  { content, removedInVersion }: DeprecationEntry,
  head: ContentHead,
  app: string | undefined,
  report: Report,
) {
  if (removedInVersion === undefined) return;
  const removal = versionOf(removedInVersion.text);
  if (removal === undefined) {
    report(`\`${removedInVersion.text}\` is no version.`, { at: removedInVersion.at });
    return;
  }
  const now = app === undefined ? undefined : versionOf(app);
  if (now === undefined) return;
  const wanted = compareVersions(now, removal) >= 0 ? 'removed' : 'deprecated';
  const found = head.status?.text ?? '';
  if (found !== wanted)
    report(
      `\`${content.text}\` is removed in version ${removedInVersion.text} and the app has version ${app}, so that its status must be ${wanted}, not ${found === '' ? 'missing' : found}.`,
      { at: removedInVersion.at },
    );
}

function versionOf(text: string): number[] | undefined {
  return /^\d{1,9}\.\d{1,9}\.\d{1,9}(?:[-+].*)?$/.test(text)
    ? text.split(/[-+]/)[0]!.split('.').map(Number)
    : undefined;
}

function compareVersions(a: readonly number[], b: readonly number[]): number {
  return a[0]! - b[0]! || a[1]! - b[1]! || a[2]! - b[2]!;
}

/** An example with a deprecated detection and a mapping. */
function mapping(text: string) {
  return {
    files: {
      'contentctl.yml': 'app: {title: T, appid: T, version: 5.1.0}',
      'detections/endpoint/old.yml':
        'name: Old\nid: 1f0a6a3e-1b1c-4c7e-9d0e-5a2b3c4d5e60\nstatus: deprecated\ntype: TTP\nsearch: index=a',
      'removed/deprecation_mapping.YML': text,
    },
  };
}
