import type { ContentKind } from '../../content/content-kind.js';
import { createSource } from '../../source/source.js';
import { defineRule } from '../define.js';

/** Kinds whose files are named after what is in them. */
const named = new Set<ContentKind>(['detection', 'baseline', 'macro', 'lookup', 'story', 'dashboard', 'playbook']);

/** The name of a file as the build derives it from the name of what is in it: `A - B` lies in `a___b`. */
export function normalisedName(name: string): string {
  return name
    .trim()
    .toLowerCase()
    .replace(/[\s\-./]/g, '_');
}

/** A file that is not named after its detection. */
export const fileName = defineRule({
  id: 'file-name',
  severity: 'warning',
  category: 'metadata',
  what: 'The file is not named after what is in it, or does not end in `.yml`.',
  why: 'The filter macro, the configuration stanza and links are derived from the name; two spellings of it lose each other.',
  fix: 'Name the file as its name in lower case, with underscores, and `.yml`.',
  contentctl: ['extension `.yml`', 'file name equals the normalised name'],
  good: [
    {},
    { files: { 'stories/a___b.yml': 'name: A - B\nnarrative: It goes.' } },
    { files: { 'macros/two.yml': 'name: two(1)\narguments: [a]\ndefinition: a=$a$' } },
  ],
  bad: [
    { yaml: 'name: Another Detection' },
    { files: { 'macros/a.yaml': 'name: a\ndefinition: x=1' } },
    { files: { 'stories/a.yml': 'name: Another Story' } },
    { files: { 'stories/a_b.yml': 'name: A - B\nnarrative: It goes.' } },
  ],
  head({ kind, fileName: file, name }, cx) {
    if (!named.has(kind) || name === undefined) return;
    // Versions of one detection may lie side by side: `name.v3.yml`. The arguments of a macro are no part of its name.
    const plain = file.replace(/\.v\d+$/, '');
    const wanted = normalisedName(kind === 'macro' ? name.text.replace(/\(.*$/, '') : name.text);
    if ((kind === 'detection' ? plain : plain.toLowerCase()) === wanted) return;
    cx.report(`The file is named \`${file}\`, and the ${kind} \`${name.text}\`.`, {
      at: name.at,
      help: [`Name the file \`${wanted}.yml\`.`],
      severity: 'info',
    });
  },
  content(cx) {
    for (const { path, name } of cx.content.files) {
      if (/\.ya?ml$/i.test(path) && !path.endsWith('.yml') && !path.startsWith('removed/'))
        cx.report('The file does not end in `.yml`, so other tools leave it out.', {
          at: { source: createSource(name, ''), span: { start: 0, end: 0 } },
        });
    }
  },
});
