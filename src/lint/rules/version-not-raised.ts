import { defineRule } from '../define.js';
import { keyPlace } from '../place.js';

/** A detection that changed and kept its version, against a git revision. */
export const versionNotRaised = defineRule({
  id: 'version-not-raised',
  severity: 'error',
  category: 'history',
  what: 'The detection differs from the revision it is compared with (`--since`), and its version is not higher.',
  why: 'Installations update by version: the change reaches nobody, or nobody can tell which text is running.',
  fix: 'Raise `version` by one.',
  good: [
    {
      before:
        "name: Example Detection\nid: 1f0a6a3e-1b1c-4c7e-9d0e-5a2b3c4d5e6f\nversion: 1\ndate: '2026-01-01'\nsearch: index=a",
    },
  ],
  bad: [
    {
      before:
        "name: Example Detection\nid: 1f0a6a3e-1b1c-4c7e-9d0e-5a2b3c4d5e6f\nversion: 2\ndate: '2026-01-01'\nsearch: index=a",
    },
  ],
  detection(detection, cx) {
    const earlier = cx.since?.detections.get(detection.id);
    if (cx.since === undefined || earlier === undefined || earlier.file.text === detection.file.text) return;
    const { version = 0 } = detection;
    if (version > (earlier.version ?? 0)) return;
    const lower = version < (earlier.version ?? 0);
    const at = keyPlace(detection, 'version');
    const plain = /^\d+$/.test(at.source.text.slice(at.span.start, at.span.end));
    cx.report(
      `The detection changed since ${cx.since.revision}, and its version ${lower ? `went from ${earlier.version} to ${version}` : `is still ${version}`}.`,
      {
        at,
        fixes: plain
          ? [{ title: 'Raise the version', source: at.source, span: at.span, text: String((earlier.version ?? 0) + 1) }]
          : [],
      },
    );
  },
});
