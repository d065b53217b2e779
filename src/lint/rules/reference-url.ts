import { defineRule } from '../define.js';

/** A reference that is no link, or stands twice. */
export const referenceUrl = defineRule({
  id: 'reference-url',
  severity: 'warning',
  category: 'metadata',
  what: 'A reference is not a web address, or is listed twice.',
  why: 'References are shown as links.',
  fix: 'Write a full address that begins with https://, once.',
  contentctl: ['references are URLs without duplicates'],
  good: [{}],
  bad: [
    { yaml: 'references: [example]' },
    { yaml: 'references: [https://example.org/a, https://example.org/a]' },
    { files: { 'stories/a.yml': 'name: A\nnarrative: It goes.\nreferences: [example]' } },
  ],
  head({ references }, cx) {
    const seen = new Set<string>();
    for (const { text, at } of references) {
      if (!/^https?:\/\/[^\s/]+\.[^\s]+$/i.test(text))
        cx.report(`The reference \`${text}\` is not a web address.`, { at });
      else if (seen.has(text)) cx.report('This reference is listed twice.', { at, severity: 'info' });
      seen.add(text);
    }
  },
});
