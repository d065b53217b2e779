import { defineRule } from '../define.js';
import { keyPlace } from '../place.js';

/** A search that changed while the date of the detection did not. */
export const dateNotChanged = defineRule({
  id: 'date-not-changed',
  severity: 'warning',
  category: 'history',
  what: 'The search differs from the revision it is compared with (`--since`), and the date of the detection does not.',
  why: 'The date tells readers when the logic was last changed.',
  fix: 'Set `date` (`modification_date`) to the day of the change.',
  good: [
    {
      before:
        "name: Example Detection\nid: 1f0a6a3e-1b1c-4c7e-9d0e-5a2b3c4d5e6f\nversion: 1\ndate: '2026-01-01'\nsearch: index=a",
    },
  ],
  bad: [
    {
      before:
        "name: Example Detection\nid: 1f0a6a3e-1b1c-4c7e-9d0e-5a2b3c4d5e6f\nversion: 1\ndate: '2026-01-15'\nsearch: index=a",
    },
  ],
  detection(detection, cx) {
    const earlier = cx.since?.detections.get(detection.id);
    if (cx.since === undefined || earlier === undefined) return;
    const plain = (text: string): string => text.replace(/\s+/g, ' ').trim();
    if (plain(earlier.search.text) === plain(detection.search.text) || earlier.modified !== detection.modified) return;
    cx.report(
      `The search changed since ${cx.since.revision}, and the date is still ${detection.modified ?? 'missing'}.`,
      {
        at: keyPlace(detection, detection.format === 'escu6' ? 'modification_date' : 'date'),
      },
    );
  },
});
