import type { ContentHead } from '../../content/content-head.js';
import type { ContentKind } from '../../content/content-kind.js';
import { defineRule } from '../define.js';

/** Kinds that name nothing a build knows. */
const withoutIdentity = new Set<ContentKind>(['config', 'deprecation-mapping', 'removed', 'other']);
/** Kinds whose names the catalog holds apart, and reports itself. */
const inCatalog = new Set<ContentKind>(['macro', 'lookup']);

/** Two things with one name or one id. */
export const duplicateIdentity = defineRule({
  id: 'duplicate-identity',
  severity: 'error',
  category: 'metadata',
  what: 'Two files of the repository have the same id, or two things of one kind the same name.',
  why: 'Only one of them survives a build, and results, suppressions and histories of the two are mixed up.',
  fix: 'Give the newer one a name and an id of its own.',
  contentctl: ['name and id unique over the whole repository'],
  good: [
    {},
    { files: { 'macros/example.yml': 'name: example_detection\ndefinition: a=1' } },
    {
      files: {
        'detections/endpoint/example_detection.v1.yml':
          'name: Example Detection\nid: 1f0a6a3e-1b1c-4c7e-9d0e-5a2b3c4d5e6f\nsearch: index=a\ntype: TTP',
      },
    },
  ],
  bad: [
    {
      files: {
        'detections/endpoint/other.yml':
          'name: Other\nid: 1f0a6a3e-1b1c-4c7e-9d0e-5a2b3c4d5e6f\nsearch: index=a\ntype: TTP',
      },
    },
    {
      files: {
        'baselines/other.yml': 'name: Example Detection\nsearch: index=a\ntype: Baseline',
      },
    },
    { files: { 'stories/a.yml': 'name: Story\nid: 1f0a6a3e-1b1c-4c7e-9d0e-5a2b3c4d5e6f' } },
  ],
  content(cx) {
    const heads = cx.content.heads.filter((head) => !withoutIdentity.has(head.kind));
    for (const key of ['id', 'name'] as const) {
      const first = new Map<string, ContentHead>();
      for (const head of heads) {
        const value = head[key];
        if (value === undefined || (key === 'name' && inCatalog.has(head.kind))) continue;
        const identity = key === 'id' ? value.text.toLowerCase() : `${groupOf(head.kind)} ${value.text.toLowerCase()}`;
        const earlier = first.get(identity);
        if (earlier === undefined) {
          first.set(identity, head);
          continue;
        }
        // Versions of one detection may lie side by side: `name.v3.yml`.
        if (baseName(head) === baseName(earlier) && head.fileName !== earlier.fileName) continue;
        const there = earlier[key]!.at;
        cx.report(`The ${key} \`${value.text}\` is also that of \`${earlier.path}\`.`, {
          at: value.at,
          related: [{ ...there, message: 'here, too' }],
        });
      }
    }
  },
});

/** Searches of both kinds become saved searches, and deployments and schedules are named by detections. */
function groupOf(kind: ContentKind): string {
  if (kind === 'baseline') return 'detection';
  return kind === 'schedule' ? 'deployment' : kind;
}

function baseName({ fileName }: ContentHead): string {
  return fileName.replace(/\.v\d+$/, '');
}
