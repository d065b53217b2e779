import type { Baseline } from '../../content/baseline.js';
import type { Detection } from '../../content/detection.js';
import { defineRule } from '../define.js';
import { keyPlace } from '../place.js';

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
    const { detections, baselines } = cx.content;
    for (const key of ['id', 'name'] as const) {
      const first = new Map<string, Detection | Baseline>();
      for (const each of [...detections, ...baselines]) {
        const value = each[key].toLowerCase();
        if (value === '') continue;
        const earlier = first.get(value);
        if (earlier === undefined) {
          first.set(value, each);
          continue;
        }
        // Versions of one detection may lie side by side: `name.v3.yml`.
        if (baseName(each) === baseName(earlier) && each.fileName !== earlier.fileName) continue;
        const at = placeOf(each, key);
        cx.report(`The ${key} \`${each[key]}\` is also that of ${earlier.file.name}.`, {
          at,
          related: [{ ...placeOf(earlier, key), message: 'here, too' }],
        });
      }
    }
  },
});

function placeOf(each: Detection | Baseline, key: 'id' | 'name') {
  if ('document' in each) return keyPlace(each, key);
  const start = Math.max(0, each.file.text.indexOf(each[key]));
  return { source: each.file, span: { start, end: start + each[key].length } };
}

function baseName({ fileName }: Detection | Baseline): string {
  return fileName.replace(/\.v\d+$/, '');
}
