import { didYouMean, suggest } from '../../support/suggest.js';
import { defineRule } from '../define.js';

/** A detection that a baseline is for and nobody wrote. */
export const unknownDetection = defineRule({
  id: 'unknown-detection',
  severity: 'info',
  category: 'references',
  what: 'A baseline is for a detection that the content does not have.',
  why: 'Nothing reads what the baseline writes, or the detection that does is not shown with it.',
  fix: 'Correct the name, or remove it where the detection is gone.',
  good: [
    {
      files: {
        'baselines/b.yml': 'name: B\nsearch: index=a\ntype: Baseline\ntags: {detections: [Example Detection]}',
      },
    },
  ],
  bad: [
    {
      files: {
        'baselines/b.yml': 'name: B\nsearch: index=a\ntype: Baseline\ntags: {detections: [Exemplary Detection]}',
      },
    },
  ],
  content(cx) {
    const { searches, isWhole } = cx.content;
    const names = new Set(searches.map(({ name }) => name));
    // A part of the content is no reason to miss the rest.
    if (!isWhole || searches.every(({ format }) => format === undefined)) return;
    for (const { detections } of searches)
      for (const { text, at } of detections)
        if (text !== '' && !names.has(text))
          cx.report(`There is no detection \`${text}\`.`, {
            at,
            help: () => didYouMean(suggest(text, names, 1)),
          });
  },
});
