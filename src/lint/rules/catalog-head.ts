import type { ContentHead } from '../../content/content-head.js';
import { defineRule } from '../define.js';

/** A macro or lookup that lacks what those of ESCU 6.x have. */
export const catalogHead = defineRule({
  id: 'catalog-head',
  severity: 'warning',
  category: 'metadata',
  what: 'A macro or lookup has no `id`, `version`, `creation_date`, `modification_date` or `author`, and others of its repository are in the format of ESCU 6.x, which has these.',
  why: 'The build of ESCU 6.x refuses it.',
  fix: 'Add the keys.',
  contentctl: ['macros and lookups have id, version, dates and author (ESCU 6)'],
  good: [
    { files: { 'macros/a.yml': 'name: a\ndefinition: x=1' } },
    {
      files: {
        'macros/a.yml':
          'name: a\nid: 0f0a6a3e-1b1c-4c7e-9d0e-5a2b3c4d5e6f\nversion: 1\ncreation_date: 2026-01-01\nmodification_date: 2026-01-01\nauthor: A\ndefinition: x=1',
      },
    },
    {
      files: {
        'macros/b.yml': 'name: b\ndefinition: x=1',
        '+1/macros/a.yml':
          'name: a\nid: 0f0a6a3e-1b1c-4c7e-9d0e-5a2b3c4d5e6f\nversion: 1\ncreation_date: 2026-01-01\nmodification_date: 2026-01-01\nauthor: A\ndefinition: x=1',
      },
    },
  ],
  bad: [
    {
      files: {
        'macros/a.yml':
          'name: a\nid: 0f0a6a3e-1b1c-4c7e-9d0e-5a2b3c4d5e6f\nversion: 1\ncreation_date: 2026-01-01\nmodification_date: 2026-01-01\nauthor: A\ndefinition: x=1',
        'lookups/b.yml': 'name: b\nlookup_type: csv',
        'lookups/b.csv': 'x\n1\n',
      },
    },
    { files: { 'macros/a.yml': 'name: a\nversion: 1\ncreation_date: 2026-01-01\ndefinition: x=1' } },
    { files: { '+1/macros/a.yml': 'name: a\nversion: 1\ncreation_date: 2026-01-01\ndefinition: x=1' } },
  ],
  content(cx) {
    const heads = cx.content.heads.filter(({ kind }) => kind === 'macro' || kind === 'lookup');
    const isEscu6 = ({ dates }: ContentHead) => dates.some(({ key }) => key === 'creation_date');
    const inEscu6 = new Set(heads.filter(isEscu6).map(rootOf));
    for (const head of heads) {
      const { kind, name, lacks } = head;
      if (lacks.length > 0 && name !== undefined && inEscu6.has(rootOf(head)))
        cx.report(`The ${kind} \`${name.text}\` lacks ${lacks.map((key) => `\`${key}\``).join(', ')}.`, {
          at: name.at,
        });
    }
  },
});

/** The content root that a file is in: paths of others than the first begin with `+1/`, `+2/`. */
function rootOf({ path }: ContentHead): string {
  return /^\+\d+(?=\/)/.exec(path)?.[0] ?? '';
}
