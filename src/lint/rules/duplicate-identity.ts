import type { SearchIdentity } from '../content-overview.js';
import { defineRule } from '../define.js';

/** Two things with one name or one id. */
export const duplicateIdentity = defineRule({
  id: 'duplicate-identity',
  severity: 'error',
  category: 'metadata',
  what: 'Two searches of the repository have the same name or the same id.',
  why: 'Only one of them survives a build, and results, suppressions and histories of the two are mixed up.',
  fix: 'Give the newer one a name and an id of its own.',
  contentctl: ['name and id unique over the whole repository'],
  good: [{}],
  bad: [
    {
      files: {
        'detections/endpoint/other.yml':
          'name: Other\nid: 1f0a6a3e-1b1c-4c7e-9d0e-5a2b3c4d5e6f\nsearch: index=a\ntype: TTP',
      },
    },
  ],
  content(cx) {
    for (const key of ['id', 'name'] as const) {
      const first = new Map<string, SearchIdentity>();
      for (const each of cx.content.searches) {
        const value = each[key].toLowerCase();
        if (value === '') continue;
        const earlier = first.get(value);
        if (earlier === undefined) {
          first.set(value, each);
          continue;
        }
        // Versions of one detection may lie side by side: `name.v3.yml`.
        if (baseName(each) === baseName(earlier) && each.fileName !== earlier.fileName) continue;
        cx.report(`The ${key} \`${each[key]}\` is also that of ${earlier.at[key].source.name}.`, {
          at: each.at[key],
          related: [{ ...earlier.at[key], message: 'here, too' }],
        });
      }
    }
  },
});

function baseName({ fileName }: SearchIdentity): string {
  return fileName.replace(/\.v\d+$/, '');
}
