import { didYouMean, suggest } from '../../support/suggest.js';
import { defineRule } from '../define.js';
import { normalisedName } from './file-name.js';

/** A playbook that names what is not there. */
export const playbookReferences = defineRule({
  id: 'playbook-references',
  severity: 'error',
  category: 'references',
  what: 'The JSON or Python file of a playbook is missing, or the playbook names a detection that does not exist.',
  why: 'The playbook cannot be installed, or answers to nothing.',
  fix: 'Put both files beside the YAML file, under the name that `playbook` gives, and correct the names of detections.',
  contentctl: ['playbook files exist and named detections resolve'],
  good: [
    {
      files: {
        'playbooks/a.yml': 'name: A\nplaybook: a\ntags: {detections: [Example Detection]}',
        'playbooks/a.json': '{}',
        'playbooks/a.py': '',
      },
    },
  ],
  bad: [
    { files: { 'playbooks/a.yml': 'name: A\nplaybook: a', 'playbooks/a.json': '{}' } },
    {
      files: {
        'playbooks/a.yml': 'name: A\nplaybook: a\ntags: {detections: [Exemplary Detection]}',
        'playbooks/a.json': '{}',
        'playbooks/a.py': '',
      },
    },
  ],
  content(cx) {
    const { listing } = cx;
    if (listing === undefined) return;
    const names = new Set(cx.content.searches.map((each) => each.name));
    // Where only some detections are checked the others are known by their files.
    const files = new Set(listing.paths.flatMap((path) => (path.startsWith('detections/') ? fileOf(path) : [])));
    for (const playbook of cx.content.companions) {
      if (playbook.kind !== 'playbook') continue;
      const { playbook: file } = playbook;
      if (file !== undefined)
        for (const extension of ['json', 'py'])
          if (!listing.has(`playbooks/${file.text}.${extension}`))
            cx.report(`The file \`playbooks/${file.text}.${extension}\` of the playbook is missing.`, { at: file.at });
      for (const { text, at } of playbook.detections) {
        if (names.has(text) || files.has(normalisedName(text))) continue;
        cx.report(`There is no detection \`${text}\`.`, {
          at,
          help: () => didYouMean(suggest(text, names)),
        });
      }
    }
  },
});

function fileOf(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1).replace(/\.ya?ml$/i, '');
}
