import { defineRule } from '../define.js';
import { keyPlace } from '../place.js';

const longest = 99;

/** A name that does not fit its stanza. */
export const nameLength = defineRule({
  id: 'name-length',
  severity: 'error',
  category: 'metadata',
  what: 'The name of the detection is too long for the label of the saved search: `<prefix> - <name> - Rule` may have 99 characters.',
  why: 'Enterprise Security cuts the name, and results no longer lead to the search.',
  fix: 'Shorten the name.',
  contentctl: ['name ≤99 characters', 'name short enough for the conf stanza and the ES label (99)'],
  good: [{}],
  bad: [
    { yaml: 'name: A name that goes on and on, and says more about the detection than anyone would ever want to read' },
  ],
  detection(detection, cx) {
    const label = `ESCU - ${detection.name} - Rule`;
    if (label.length > longest)
      cx.report(`\`${label.slice(0, 40)}...\` has ${label.length} characters, and ${longest} fit.`, {
        at: keyPlace(detection, 'name'),
      });
  },
});
