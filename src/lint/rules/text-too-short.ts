import { defineRule } from '../define.js';
import { keyPlace } from '../place.js';

/** A text for people that says nothing. */
export const textTooShort = defineRule({
  id: 'text-too-short',
  severity: 'error',
  category: 'metadata',
  what: '`how_to_implement` or `known_false_positives` is missing or has fewer than four characters.',
  why: 'Whoever installs the detection has to know which logs it needs; whoever is woken by it has to know what it gets wrong.',
  fix: 'Write a sentence.',
  contentctl: ['`how_to_implement` and `known_false_positives` ≥4 characters'],
  good: [{}],
  bad: [{ yaml: 'how_to_implement: no' }],
  detection(detection, cx) {
    for (const [key, text] of [
      ['how_to_implement', detection.howToImplement],
      ['known_false_positives', detection.knownFalsePositives],
    ] as const) {
      if (text.length < 4)
        cx.report(text === '' ? `\`${key}\` is missing or empty.` : `\`${key}\` says nothing.`, {
          at: keyPlace(detection, key),
          about: key,
          severity: detection.status === 'production' ? 'error' : 'warning',
        });
    }
  },
});
