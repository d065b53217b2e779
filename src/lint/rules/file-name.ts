import { createSource } from '../../source/source.js';
import { defineRule } from '../define.js';
import { keyPlace } from '../place.js';

/** The name of a file as the build derives it from the name of what is in it. */
export function normalisedName(name: string): string {
  return name
    .trim()
    .toLowerCase()
    .replace(/[\s\-./]/g, '_')
    .replace(/_+/g, '_');
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
  good: [{}],
  bad: [{ yaml: 'name: Another Detection' }, { files: { 'macros/a.yaml': 'name: a\ndefinition: x=1' } }],
  detection(detection, cx) {
    // Versions of one detection may lie side by side: `name.v3.yml`.
    const plain = detection.fileName.replace(/\.v\d+$/, '').replace(/_+/g, '_');
    if (plain === normalisedName(detection.name)) return;
    cx.report(`The file is named \`${detection.fileName}\`, and the detection \`${detection.name}\`.`, {
      at: keyPlace(detection, 'name'),
      help: [`Name the file \`${normalisedName(detection.name)}.yml\`.`],
      severity: 'info',
    });
  },
  content(cx) {
    for (const { path, name } of cx.content.files) {
      if (/\.ya?ml$/i.test(path) && !path.endsWith('.yml'))
        cx.report('The file does not end in `.yml`, so other tools leave it out.', {
          at: { source: createSource(name, ''), span: { start: 0, end: 0 } },
        });
    }
  },
});
