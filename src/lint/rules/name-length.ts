import { defineRule } from '../define.js';

const longest = 99;

/** A name that does not fit its stanza. */
export const nameLength = defineRule({
  id: 'name-length',
  severity: 'error',
  category: 'metadata',
  what: 'A name has more than 99 characters, or that of a detection is too long for the label of its saved search: `<prefix> - <name> - Rule` may have 99 characters.',
  why: 'Enterprise Security cuts the name, and results no longer lead to the search.',
  fix: 'Shorten the name.',
  contentctl: ['name ≤99 characters', 'name short enough for the conf stanza and the ES label (99)'],
  good: [{}],
  bad: [
    { yaml: 'name: A name that goes on and on, and says more about the detection than anyone would ever want to read' },
    {
      yaml: `name: ${'A name'.padEnd(84, ' long')}`,
      files: { 'contentctl.yml': 'app: {title: T, appid: T, version: 1.0.0, prefix: PREFIX}' },
    },
    { files: { 'stories/a.yml': `name: ${'A story'.padEnd(100, ' long')}` } },
  ],
  content(cx) {
    const app = cx.content.companions.find((each) => each.kind === 'app');
    const prefix = app?.prefix?.text ?? 'ESCU';
    for (const { kind, name } of cx.content.heads) {
      if (name === undefined || kind === 'config' || kind === 'removed') continue;
      const label = kind === 'detection' ? `${prefix} - ${name.text} - Rule` : name.text;
      if (label.length > longest)
        cx.report(`\`${label.slice(0, 40)}...\` has ${label.length} characters, and ${longest} fit.`, { at: name.at });
    }
  },
});
